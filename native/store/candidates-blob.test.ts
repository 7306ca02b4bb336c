import { describe, expect, it } from 'vitest';
import { packCandidates, unpackCandidates } from './candidates-blob.ts';
import { candidates } from './testing/records.ts';

describe('packed candidates', () => {
  it.each([0, 1, 3, 1_000])('come back bit for bit, %i of them', (count) => {
    const before = candidates(count);
    expect(unpackCandidates(packCandidates(before))).toEqual(before);
  });

  it('keep the flag, extreme classes and odd numbers', () => {
    const before = {
      class_ids: Uint16Array.of(0, 65_535),
      scores: Float32Array.of(0.05, 1),
      boxes: Float32Array.of(-1e6, 0.1, Number.MIN_VALUE, 1e9, -0, 2, 3, 4),
      suppressed: true,
    };
    expect(unpackCandidates(packCandidates(before))).toEqual(before);
  });

  it('have a fixed layout, little endian', () => {
    const packed = packCandidates({
      class_ids: Uint16Array.of(258),
      scores: Float32Array.of(0.5),
      boxes: Float32Array.of(1, 2, 3, 4),
      suppressed: true,
    });
    expect(Buffer.from(packed).toString('hex')).toBe(
      `0101000001000000${'0000003f'}${'0000803f'}${'00000040'}${'00004040'}${'00008040'}${'0201'}`,
    );
  });

  it('read from any position of a larger buffer', () => {
    const packed = packCandidates(candidates(5));
    const shifted = new Uint8Array(packed.length + 3);
    shifted.set(packed, 3);
    expect(unpackCandidates(shifted.subarray(3))).toEqual(candidates(5));
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['half a header', new Uint8Array(4)],
    ['another format', packCandidates(candidates(2)).with(0, 9)],
    ['a wrong count', packCandidates(candidates(2)).with(4, 3)],
    ['a cut end', packCandidates(candidates(2)).slice(0, -1)],
  ])('refuse %s', (_, bytes) => {
    expect(() => unpackCandidates(bytes)).toThrow(expect.objectContaining({ code: 'storage_failed' }));
  });

  it('refuse arrays that disagree', () => {
    expect(() => packCandidates({ ...candidates(3), class_ids: new Uint16Array(2) })).toThrow(/3 scores, 2 classes/);
  });
});
