import { describe, expect, it } from 'vitest';
import { mean, precisionByRecall, Ranking } from './ranking.ts';

const averagePrecision = (hits: readonly number[], objects: number) => mean(precisionByRecall(hits, objects).precision);

describe('average precision', () => {
  it.each([
    ['all found, nothing else', [1, 1], 2, 1],
    ['nothing proposed', [], 3, 0],
    ['only wrong ones', [0, 0], 1, 0],
    // Recall 0.5 at precision 1 covers the points 0 to 0.50, which are 51 of 101.
    ['half found', [1], 2, 51 / 101],
    ['a wrong one before the only right one', [0, 1], 1, 0.5],
    // Precision 1 up to recall 1/2, then 2/3 for the other 50 points: the dip between them is filled from the right.
    ['a wrong one between two right ones', [1, 0, 1], 2, (51 + 50 * (2 / 3)) / 101],
    // Precisions 1/2, 2/3, 3/4: the last is the best from the first point on.
    ['a precision that rises', [0, 1, 1, 1], 3, 0.75],
    // Recall 1/3 lies between the points 0.33 and 0.34.
    ['a recall between two points', [1], 3, 34 / 101],
  ])('%s', (_, hits, objects, expected) => {
    expect(averagePrecision(hits, objects)).toBeCloseTo(expected, 12);
  });

  it('counts a recall that is exactly one of the points', () => {
    expect(averagePrecision([...Array(7).fill(1)], 100)).toBeCloseTo(8 / 101, 12);
  });
});

describe('the curve', () => {
  it('says with which prediction each recall is reached', () => {
    const { precision, rank } = precisionByRecall([1, 0, 1], 2);
    expect([precision[0], precision[50], precision[51], precision[100]]).toEqual([1, 1, 2 / 3, 2 / 3]);
    expect([rank[0], rank[50], rank[51], rank[100]]).toEqual([0, 0, 2, 2]);
    expect(precisionByRecall([1], 2).rank[51]).toBeNull();
  });
});

describe('a ranking', () => {
  it('keeps predictions of equal score in the order they came', () => {
    const ranking = new Ranking();
    ranking.add(1, [{ score: 0.5, hits: 0, ignored: 0 }]);
    ranking.add(1, [{ score: 0.5, hits: 1, ignored: 0 }]);
    ranking.add(1, [{ score: 0.7, hits: 1, ignored: 0 }]);
    expect([...ranking.at(0).hits]).toEqual([1, 0, 1]);
  });

  it('leaves out what a step ignores and what is below a score', () => {
    const ranking = new Ranking();
    ranking.add(2, [
      { score: 0.875, hits: 0, ignored: 0b01 },
      { score: 0.75, hits: 0b11, ignored: 0 },
      { score: 0.25, hits: 0, ignored: 0 },
    ]);
    expect([...ranking.at(0).scores]).toEqual([0.75, 0.25]);
    expect([...ranking.at(1).scores]).toEqual([0.875, 0.75, 0.25]);
    expect([...ranking.at(1, 0.75).hits]).toEqual([0, 1]);
  });
});
