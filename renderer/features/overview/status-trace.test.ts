import { describe, expect, it } from 'vitest';
import { inSteps, StatusTrace, TRACE_MS, watchedMinutes } from './status-trace.ts';

const said = (images_per_s: number) => ({ images_per_s });
const NOW = 10_000_000;

describe('the trace of the status', () => {
  it('keeps five minutes, and no answer twice', () => {
    const trace = new StatusTrace();
    trace.note(NOW - TRACE_MS - 1, said(1));
    trace.note(NOW - 1_000, said(2));
    trace.note(NOW - 1_000, said(2));
    trace.note(NOW, said(3));
    expect(trace.get()).toEqual([
      { at: NOW - 1_000, imagesPerS: 2 },
      { at: NOW, imagesPerS: 3 },
    ]);
  });

  it('tells its listeners, and is the same array until then', () => {
    const trace = new StatusTrace();
    let told = 0;
    const leave = trace.subscribe(() => told++);
    trace.note(1, said(1));
    expect(trace.get()).toBe(trace.get());
    leave();
    trace.note(2, said(1));
    expect(told).toBe(1);
  });
});

const sample = (secondsAgo: number, imagesPerS: number) => ({
  at: NOW - secondsAgo * 1_000,
  imagesPerS,
});

describe('the figure in steps', () => {
  const steps = (samples: ReturnType<typeof sample>[]) =>
    inSteps(samples, { now: NOW, minutes: 5, steps: 150, figure: ({ imagesPerS }) => imagesPerS });

  it('ends with the latest', () => {
    expect(steps([sample(2.5, 4), sample(0, 5)]).slice(-3)).toEqual([null, 4, 5]);
  });

  it('bridges what one late answer leaves, and no long silence', () => {
    expect(steps([sample(6, 4), sample(1, 5)]).slice(-5)).toEqual([null, 4, 4, 4, 5]);
    expect(steps([sample(40, 4), sample(0, 5)]).filter((value) => value !== null)).toEqual([4, 5]);
  });
});

it.each([
  [[], 1],
  [[sample(10, 4)], 1],
  [[sample(61, 4), sample(1, 4)], 2],
  [[sample(299, 4)], 5],
])('%# is watched for so many minutes', (samples, minutes) => {
  expect(watchedMinutes(samples, NOW)).toBe(minutes);
});
