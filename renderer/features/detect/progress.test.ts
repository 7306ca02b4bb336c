import { describe, expect, it } from 'vitest';
import { progressOf } from './progress.ts';
import { EMPTY_UPLOAD, type UploadState } from './upload-state.ts';

const state = (change: Partial<UploadState>): UploadState => ({ ...EMPTY_UPLOAD, ...change });
const counts = (waiting: number, done: number) => ({ waiting, sending: 0, done, failed: 0, cancelled: 0 });
const run = (done: number, finishes: number[]) => ({ total: 100, done, failed: 0, startedAt: 0, finishes });

describe('progressOf', () => {
  it('tells rate and remaining time from the latest images', () => {
    const busy = state({ counts: counts(90, 10), run: run(10, [0, 100, 200, 300, 400]) });
    expect(progressOf(busy, 400)).toEqual({ settled: 10, total: 100, rate: 10, remainingS: 9 });
  });

  it('falls while nothing comes', () => {
    const busy = state({ counts: counts(90, 10), run: run(10, [0, 100, 200, 300, 400]) });
    expect(progressOf(busy, 4_000).rate).toBe(1);
  });

  it('claims nothing before it knows, and while it waits', () => {
    expect(progressOf(state({ counts: counts(99, 1), run: run(1, [50]) }), 60).rate).toBeNull();
    const paused = state({ counts: counts(90, 10), run: run(10, [0, 1, 2, 3, 4]), flow: { state: 'paused' } });
    expect(progressOf(paused, 5).remainingS).toBeNull();
  });

  it('tells the rate of the whole run when it is over', () => {
    const over = state({ counts: counts(0, 100), run: run(100, [9_000, 10_000]) });
    expect(progressOf(over, 99_000)).toMatchObject({ rate: 10, remainingS: null });
  });
});
