import { describe, expect, it } from 'vitest';
import { toWindow, uniformNumbers } from '../testing/windows.ts';
import { rankEmbeddings, rankSamples } from './moved-most.ts';

const ids = (ranked: { id: number | string }[]) => ranked.map(({ id }) => id);

describe('samples that moved a feature most', () => {
  const reference = toWindow({
    x: Array.from({ length: 101 }, (_, index) => index),
    kind: new Array<string>(101).fill('car'),
  });

  it('are the furthest in the direction of the change', () => {
    const up = toWindow({ x: [50, 300, null, 120, 90] }, 1_001);
    expect(ids(rankSamples(reference, up, 'x'))).toEqual([1_002, 1_004, 1_005, 1_001]);
    const down = toWindow({ x: [50, -300, 120, -10] }, 1);
    expect(ids(rankSamples(reference, down, 'x'))).toEqual([2, 4, 1, 3]);
    expect(rankSamples(reference, down, 'x')[0]).toEqual({
      id: 2,
      value: -300,
      contribution: expect.closeTo(350 / (50 / 1.349)),
    });
  });

  it('are the furthest on either side where the mean stays', () => {
    expect(ids(rankSamples(reference, toWindow({ x: [50, -200, 300, 60, 40] }), 'x')).slice(0, 2)).toEqual([2, 3]);
  });

  it('are of the classes that grew most', () => {
    const current = toWindow({ kind: ['car', 'bus', 'bus', null, 'dog'] });
    expect(rankSamples(reference, current, 'kind')).toEqual([
      { id: 2, value: 'bus', contribution: 0.5 },
      { id: 3, value: 'bus', contribution: 0.5 },
      { id: 5, value: 'dog', contribution: 0.25 },
      { id: 1, value: 'car', contribution: -0.75 },
    ]);
  });

  it('are none of a feature that a window lacks or has no values of', () => {
    expect(rankSamples(reference, toWindow({ y: [1] }), 'y')).toEqual([]);
    expect(rankSamples(reference, toWindow({ x: [null] }), 'x')).toEqual([]);
  });

  it('survive a constant reference', () => {
    const constant = toWindow({ x: [5, 5, 5] });
    expect(ids(rankSamples(constant, toWindow({ x: [5, 7, 9] }), 'x'))).toEqual([3, 2, 1]);
  });
});

describe('embeddings that moved most', () => {
  const rows = (count: number, seed: number) => Array.from({ length: count }, (_, k) => uniformNumbers(6, seed + k));

  it('lie where current samples are and the reference is not', () => {
    const away = rows(4, 700).map((row) => row.map((value) => value + 2));
    const current = toWindow({}, 1, [...rows(16, 500), ...away, null]);
    expect(
      ids(rankEmbeddings(toWindow({}, 1, rows(40, 1)), current))
        .slice(0, 4)
        .sort(),
    ).toEqual([17, 18, 19, 20]);
    expect(rankEmbeddings(toWindow({}, 1, rows(40, 1)), current).length).toBe(20);
  });

  it('can be ranked in windows of thousands', () => {
    const away = rows(1, 7_000).map((row) => row.map((value) => value + 3));
    const current = toWindow({}, 1, [...rows(1_500, 500), ...away, ...away.map((row) => [...row])]);
    const ranked = rankEmbeddings(toWindow({}, 1, rows(2_000, 9_000)), current);
    expect(ranked.length).toBe(1_502);
  });

  it('are none where a window has none', () => {
    expect(rankEmbeddings(toWindow({ x: [1] }), toWindow({}, 1, rows(2, 1)))).toEqual([]);
  });
});
