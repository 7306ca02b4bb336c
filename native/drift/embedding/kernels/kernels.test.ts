import { describe, expect, it } from 'vitest';
import { Random } from '../../random/random.ts';
import { groupSums, pairDistances } from './kernels.ts';

describe('distances', () => {
  // 1, 4 and 5 components: less than, just, and more than what is read at once. 600 rows: more than the memory has at first.
  it.each([
    [2, 1],
    [7, 4],
    [7, 5],
    [600, 33],
  ])('of %i rows of %i numbers are those written out', (rows, dimension) => {
    const random = new Random(rows);
    const values = Float64Array.from({ length: rows * dimension }, () => random.uniform() - 0.5);
    const distances = pairDistances(values, dimension);
    expect(distances).toHaveLength((rows * (rows - 1)) / 2);
    for (let i = 1, at = 0; i < rows; i++) {
      for (let j = 0; j < i; j++, at++) {
        let wanted = 0;
        for (let k = 0; k < dimension; k++) {
          wanted += ((values[i * dimension + k] as number) - (values[j * dimension + k] as number)) ** 2;
        }
        expect(Math.abs((distances[at] as number) - wanted)).toBeLessThan(1e-12);
      }
    }
  });

  it('of equal rows are 0 exactly, and nothing is left of longer rows before', () => {
    pairDistances(new Float64Array(30).fill(9), 10);
    expect([...pairDistances(Float64Array.of(0.1, 0.2, 0.1, 0.2, 0.1, 1.2), 2)]).toEqual([0, 1, 1]);
    expect(pairDistances(new Float64Array(0), 0)).toHaveLength(0);
  });
});

describe('sums over a group', () => {
  it.each([1, 2, 15, 16, 17, 32, 33, 360])('of %i rows are those written out', (rows) => {
    const random = new Random(rows);
    const lower = Int16Array.from({ length: (rows * (rows + 1)) / 2 }, () => random.below(65_536) - 32_768);
    const { order, sum } = groupSums(lower, rows);
    expect([...order]).toEqual(Array.from({ length: rows }, (_, row) => row));
    for (const size of new Set([1, Math.ceil(rows / 2), rows])) {
      random.drawGroup(order, size);
      const members = [...order.subarray(0, size)];
      const wanted = members
        .flatMap((a) => members.filter((b) => b <= a).map((b) => lower[(a * (a + 1)) / 2 + b] as number))
        .reduce((total, value) => total + value, 0);
      expect(sum(size)).toBe(wanted);
    }
  });
});
