import { describe, expect, it } from 'vitest';
import type { SecurityEvent } from '../../contract/http/history.ts';
import { createSecurityRecorder } from './recorder.ts';

const event: Omit<SecurityEvent, 'at'> = {
  kind: 'host_rejected',
  risk: 0.9,
  request_id: 'r',
  remote: '127.0.0.1',
  detail: 'x',
};

describe('security recorder', () => {
  it('keeps 60 events a minute and observes all', () => {
    let now = Date.UTC(2026, 0, 1);
    const observed: SecurityEvent[] = [];
    const kept: SecurityEvent[] = [];
    const recorder = createSecurityRecorder(
      { observe: (seen) => observed.push(seen), keep: (seen) => kept.push(seen), onKeepFailed: () => undefined },
      () => now,
    );
    for (let i = 0; i < 100; i++) recorder.record(event);
    expect([observed.length, kept.length]).toEqual([100, 60]);
    now += 60_000;
    recorder.record(event);
    expect(kept.at(-1)?.at).toBe('2026-01-01T00:01:00.000Z');
    expect(kept).toHaveLength(61);
  });

  it('survives a store that fails', () => {
    const failures: unknown[] = [];
    const recorder = createSecurityRecorder({
      observe: () => undefined,
      keep: () => {
        throw new Error('disk full');
      },
      onKeepFailed: (error) => failures.push(error),
    });
    recorder.record(event);
    expect(failures).toHaveLength(1);
  });
});
