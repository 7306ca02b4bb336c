import { describe, expect, it } from 'vitest';
import { DemoTrace } from './demo-trace.ts';

const figures = (recall: number | null, pictures = 50) => ({
  pictures,
  recall,
  precision: 0.9,
  mean_confidence: 0.8,
  brightness: 90,
});
const run = (pictures: number, recall: number | null = 0.9, started_at = '2025-01-01T12:00:00.000Z') => ({
  started_at,
  pictures,
  last_50: figures(recall),
});

describe('the course of a run', () => {
  it('has a point for each new state, and none twice', () => {
    const trace = new DemoTrace();
    trace.note(run(10, 0.9));
    trace.note(run(10, 0.9));
    expect(trace.note(run(14, null)).map(({ picture, recall }) => [picture, recall])).toEqual([
      [10, 0.9],
      [14, null],
    ]);
  });

  it('begins again with another run', () => {
    const trace = new DemoTrace();
    trace.note(run(400));
    expect(trace.note(run(3, 0.5, '2025-01-01T13:00:00.000Z'))).toHaveLength(1);
  });

  it('has nothing before the first answer', () => {
    expect(new DemoTrace().note({ ...run(2), last_50: figures(null, 0) })).toEqual([]);
  });

  it('stays small, keeps its beginning and its end, and stays in order', () => {
    const trace = new DemoTrace();
    let points = trace.note(run(1));
    for (let picture = 2; picture <= 5_000; picture++) points = trace.note(run(picture));
    expect(points.length).toBeLessThanOrEqual(240);
    expect([points[0]?.picture, points.at(-1)?.picture]).toEqual([1, 5_000]);
    const pictures = points.map(({ picture }) => picture);
    expect(pictures).toEqual(pictures.toSorted((a, b) => a - b));
  });
});
