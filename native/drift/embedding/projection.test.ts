import { describe, expect, it } from 'vitest';
import { Random } from '../random/random.ts';
import { project } from './projection.ts';

describe('the projection', () => {
  it('finds the axes of an ellipse, wherever it lies', () => {
    const random = new Random(3);
    const at = () => random.uniform() - 0.5;
    // Along (3, 4, 0) / 5, much; along the third axis, some; across, little.
    const rows = Array.from({ length: 300 }, () => {
      const [u, v, w] = [20 * at(), 5 * at(), 0.2 * at()];
      return Float64Array.of(100 + 0.6 * u - 0.8 * w, -50 + 0.8 * u + 0.6 * w, 7 + v);
    });
    const { points, explained } = project(rows) ?? { points: [], explained: [0, 0] };
    const centre = rows.reduce((sum, row) => sum + 0.6 * (row[0] as number) + 0.8 * (row[1] as number), 0) / 300;
    for (const [index, row] of rows.entries()) {
      const along = 0.6 * (row[0] as number) + 0.8 * (row[1] as number) - centre;
      expect(Math.abs((points[index]?.[0] ?? 0) - along)).toBeLessThan(0.2);
    }
    expect(explained[0]).toBeGreaterThan(0.9);
    expect(explained[0] + explained[1]).toBeGreaterThan(0.999);
    expect(project(rows)).toEqual({ points, explained });
  });

  it('has nothing to show of too few rows or equal ones, and one axis of a line', () => {
    expect(project([[1], [2]])).toBeNull();
    expect(
      project([
        [1, 2],
        [1, 2],
        [1, 2],
      ]),
    ).toBeNull();
    const line = project([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
    expect(line?.explained[0]).toBeCloseTo(1, 12);
    expect(line?.points.map(([, y]) => y + 0)).toEqual([0, 0, 0]);
  });
});
