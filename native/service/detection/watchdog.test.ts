import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { waitUntil } from '../../testing/patience.ts';
import { type Activity, patienceWith, Watchdog } from './watchdog.ts';

const LIMITS = { load_ms: 100, heartbeat_ms: 100, run_ms: 100 };

function watch(limits = LIMITS) {
  const overdue: Activity[] = [];
  const watchdog = new Watchdog(
    limits,
    (activity) => overdue.push(activity),
    () => {},
  );
  onTestFinished(() => watchdog.stop());
  return { watchdog, overdue };
}

describe('watchdog', () => {
  it('has its own patience with each activity', () => {
    const limits = { load_ms: 1, heartbeat_ms: 2, run_ms: 3 };
    expect(patienceWith({ type: 'loading' }, limits)).toBe(1);
    expect(patienceWith({ type: 'idle' }, limits)).toBe(2);
    expect(patienceWith({ type: 'running', limit_ms: 4 }, limits)).toBe(4);
  });

  it('reports what takes too long, once', async () => {
    const { watchdog, overdue } = watch();
    watchdog.turnTo({ type: 'running', limit_ms: 30 });
    await waitUntil(() => overdue.length > 0);
    const other = watch();
    await waitUntil(() => other.overdue.length > 0);
    expect(overdue).toEqual([{ type: 'running', limit_ms: 30 }]);
    expect(other.overdue).toEqual([{ type: 'loading' }]);
  });

  it('takes signs of life for an idle process, but not for a loading one', async () => {
    const idle = watch();
    idle.watchdog.turnTo({ type: 'idle' });
    const loading = watch();
    await vi.waitUntil(
      () => {
        idle.watchdog.heard();
        loading.watchdog.heard();
        return loading.overdue.length > 0;
      },
      { interval: 1, timeout: 30_000 },
    );
    expect(idle.overdue).toEqual([]);
  });

  it('does not take our own standstill for silence', async () => {
    const { watchdog, overdue } = watch();
    watchdog.turnTo({ type: 'idle' });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5 * LIMITS.heartbeat_ms);
    await turn();
    await turn();
    expect(overdue).toEqual([]);
  });
});
