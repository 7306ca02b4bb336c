import { describe, expect, it } from 'vitest';
import { classShares, withPictures } from './latest-results.ts';
import { found, result } from './testing/samples.ts';

describe('what the last results hold', () => {
  it('is counted by detection and by result, most frequent first', () => {
    const items = [result(3, 1, found('nut', 'nut', 'bolt')), result(2, 1, found('nut')), result(1, 1)];
    expect(classShares(items)).toEqual([
      { name: 'nut', count: 3, results: 2 },
      { name: 'bolt', count: 1, results: 1 },
    ]);
  });

  it('stands by name where it is as frequent', () => {
    expect(classShares([result(1, 1, found('b', 'a'))]).map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('is nothing without detections', () => {
    expect(classShares([result(1, 1)])).toEqual([]);
  });
});

it('a result without a thumbnail is held back for three seconds', () => {
  const bare = result(2, 1, { has_thumbnail: false });
  const at = Date.parse(bare.at);
  const ids = (now: number) => withPictures([bare, result(1, 1)], now).map(({ inference_id }) => inference_id);
  expect(ids(at + 3_000)).toEqual([1]);
  expect(ids(at + 3_001)).toEqual([2, 1]);
});
