import { describe, expect, it } from 'vitest';
import { foldEmbedding, foldedLength } from './fold.ts';

describe('folding', () => {
  it.each([
    [1, 1],
    [128, 128],
    [512, 512],
    [513, 257],
    [576, 288],
    [1024, 512],
    [1025, 342],
    [1280, 427],
  ])('%i channels give %i numbers', (channels, length) => {
    expect(foldedLength(channels)).toBe(length);
    expect(foldEmbedding(new Float32Array(channels))).toHaveLength(length);
  });

  it('leaves up to 512 channels as they are, in memory of its own', () => {
    const channels = Float32Array.of(1, -2.5, 1e-9, 65_504);
    const folded = foldEmbedding(channels);
    expect(folded).toEqual(channels);
    expect(folded?.buffer).not.toBe(channels.buffer);
  });

  it('averages neighbours, and what is left over by itself', () => {
    const channels = Float32Array.from({ length: 513 }, (_, at) => at);
    const folded = foldEmbedding(channels) ?? [];
    expect([folded[0], folded[1], folded[255], folded[256]]).toEqual([0.5, 2.5, 510.5, 512]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('answers nothing for %d', (value) => {
    expect(foldEmbedding(Float32Array.of(1, value, 2))).toBeNull();
  });
});
