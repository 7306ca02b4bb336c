import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../logging/logger.ts';
import { type DriftJobs, type DriftWork, keepDriftJobs } from './jobs.ts';
import { keepReports } from './report/reports.ts';
import { MonitorUnderTest } from './testing/monitor-under-test.ts';
import { driftWork } from './work.ts';

const log = createLogger({ folder: null, level: 'silent' }).component('drift');
const HOUR = 3_600_000;

describe('the schedule', () => {
  let kept: string | null = null;
  let ran: string[] = [];
  let jobs: DriftJobs;
  const store = {
    getSetting: () => kept,
    putSetting(_key: string, text: string) {
      kept = text;
    },
  };
  const work: DriftWork = {
    hourly_statistics: () => said('hourly'),
    daily_check: () => said('daily'),
    weekly_report: () => {
      said('weekly');
      throw new Error('the disk is full');
    },
  };
  const said = (name: string) => {
    ran.push(name);
    return `${name} is done.`;
  };
  const start = (now: number) => {
    jobs = keepDriftJobs(store, log, work, () => now);
  };
  const outcomes = () => jobs.schedule().jobs.map(({ last_outcome }) => last_outcome);
  beforeEach(() => {
    kept = null;
    ran = [];
  });
  afterEach(() => jobs.stop());

  it('has missed nothing on its first day, and nothing within the hour', async () => {
    const now = new Date(2026, 0, 7, 10, 20).getTime();
    start(now);
    jobs.stop();
    start(now + HOUR / 4);
    await Promise.resolve();
    expect(ran).toEqual([]);
    for (const { next_run, last_run } of jobs.schedule().jobs) {
      expect(last_run).toBe(new Date(now).toISOString());
      expect(Date.parse(next_run ?? '')).toBeGreaterThan(Date.now());
    }
  });

  it('makes up once for what was missed, and goes on after a failure', async () => {
    // A Wednesday; ten days later each was due more than once.
    const then = new Date(2026, 0, 7, 10, 20).getTime();
    start(then);
    jobs.stop();
    start(then + 240 * HOUR);
    await expect
      .poll(() => outcomes())
      .toEqual(['hourly is done.', 'daily is done.', expect.stringContaining('It failed: the disk is full')]);
    expect(ran.toSorted()).toEqual(['daily', 'hourly', 'weekly']);
    jobs.stop();
    start(then + 240 * HOUR + 1_000);
    await Promise.resolve();
    expect(ran).toHaveLength(3);
  });
});

describe('what is due', () => {
  let test: MonitorUnderTest;
  beforeEach(() => {
    test = new MonitorUnderTest();
  });
  afterEach(() => test.remove());
  const due = () => driftWork({ store: test.store, drift: test.monitor, reports: keepReports(test.folder, '1.2.3') });

  it('keeps the figures of the hour that is over', async () => {
    expect(await due().hourly_statistics(Date.now())).toContain('No image');
    await test.feed(5);
    const next = (Math.floor(Date.now() / HOUR) + 1) * HOUR;
    expect(await due().hourly_statistics(next + 30_000)).toBe('Figures of 5 images were kept.');
    const [point] = test.store.drift.statistics({ from: 0, to: next }, 10);
    expect(point?.at).toBe(next);
    expect(point?.features['brightness']).toMatchObject({ count: 5, missing_share: 0, cardinality: 5 });
    expect(point?.features['dominant_class']).toMatchObject({ count: 5, mean: null });
  });

  it('checks PSI and KL divergence, and writes a report', async () => {
    expect(await due().daily_check(0)).toContain('No image');
    await test.feed(150);
    expect(await due().daily_check(0)).toContain('are low');
    await test.feed(50, 40);
    expect(await due().daily_check(0)).toMatch(/high for .*brightness/);
    expect(test.titles('drift_check')).toHaveLength(2);
    const reports = keepReports(test.folder, '1.2.3');
    await due().weekly_report(0);
    await due().weekly_report(0);
    const [report, ...others] = reports.list();
    expect(others).toEqual([]);
    expect(reports.read(report?.name ?? '')).toContain('The data set has drifted');
    expect(reports.read('../history.db')).toBeNull();
  });
});
