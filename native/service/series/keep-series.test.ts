import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLogger } from '../../logging/logger.ts';
import { createTelemetry } from '../../telemetry/telemetry.ts';
import { FLUSH_EVERY_MS, keepSeries, SAMPLE_EVERY_MS } from './keep-series.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-01-10T12:00:00.000Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

const telemetry = createTelemetry({
  dataFolder: '/nowhere',
  application: () => ({ service: process.pid, detectors: [], modelOn: null }),
});
const system = () => telemetry.snapshot();

function recorder() {
  const log = createLogger({ folder: null, level: 'silent' }).component('test');
  const [info, error] = [vi.spyOn(log, 'info'), vi.spyOn(log, 'error')];
  const texts = (calls: readonly unknown[][]) => calls.map(([, text]) => text);
  return { log, said: () => ({ info: texts(info.mock.calls), error: texts(error.mock.calls) }) };
}

it('samples, flushes and catches up, each at its pace, until it is told to stop', () => {
  const samples: [number, object][] = [];
  let flushes = 0;
  let left = 3;
  const { said, log } = recorder();
  const stop = keepSeries({
    series: {
      addSample: (at, values) => samples.push([at, values]),
      flush: () => void flushes++,
      catchUp: () => --left > 0,
    },
    queueLength: () => 7,
    system,
    log,
  });
  expect(left).toBe(3);
  vi.advanceTimersByTime(2 * SAMPLE_EVERY_MS);
  expect(samples.map(([at]) => at)).toEqual([Date.now() - SAMPLE_EVERY_MS, Date.now()]);
  expect(samples[0]?.[1]).toMatchObject({ queue_length: 7, vram_bytes: null });
  expect(flushes).toBe((2 * SAMPLE_EVERY_MS) / FLUSH_EVERY_MS);
  expect(left).toBe(0);
  expect(said()).toEqual({ info: ['series are filled from the results that were there'], error: [] });
  stop();
  vi.advanceTimersByTime(60_000);
  expect(samples).toHaveLength(2);
});

it('says once that nothing can be written, goes on, and says when it can be again', () => {
  let isFull = true;
  let caughtUp = false;
  const fail = () => {
    if (isFull) throw new Error('full');
  };
  const { said, log } = recorder();
  const stop = keepSeries({
    series: {
      addSample() {},
      flush: fail,
      catchUp() {
        fail();
        caughtUp = true;
        return false;
      },
    },
    queueLength: () => 0,
    system,
    log,
  });
  vi.advanceTimersByTime(4_500);
  expect(said()).toEqual({ info: [], error: ['series could not be written'] });
  isFull = false;
  vi.advanceTimersByTime(60_000);
  expect(said()).toEqual({ info: ['series are written again'], error: ['series could not be written'] });
  expect(caughtUp).toBe(true);
  stop();
});
