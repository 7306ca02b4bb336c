import { afterEach, describe, expect, it } from 'vitest';
import type { Health } from '../../native/contract/http/health.ts';
import { type AppUnderTest, startApp } from '../../native/service/http/testing/app-under-test.ts';
import { type AlertReport, type HealthReport, healthReport, TrayWatch } from './tray-report.ts';

const healthy: Health = {
  status: 'ok',
  version: '1.0.0',
  uptime_s: 5,
  model: { id: 'a', name: 'parts', version: '1', provider: 'cpu', provider_extent: 'all', provider_reason: 'So.' },
  checks: [{ name: 'model', status: 'ok', detail: 'parts on cpu.' }],
};

describe('the tray', () => {
  it('names the model and where it runs', () => {
    expect(healthReport(healthy)).toMatchObject({ state: 'ready', sentence: 'parts on cpu' });
  });

  it('says what is wrong, the worst first', () => {
    const degraded = { name: 'store', status: 'degraded', detail: 'The disk is full.' } as const;
    const failed = { name: 'detector', status: 'failed', detail: 'It cannot be started.' } as const;
    expect(healthReport({ ...healthy, checks: [degraded] })).toMatchObject({
      state: 'troubled',
      sentence: degraded.detail,
    });
    expect(healthReport({ ...healthy, checks: [degraded, failed] }).sentence).toBe(failed.detail);
  });

  it('says that there is no model, and why', () => {
    const check = { name: 'model', status: 'failed', detail: 'The file is gone.' } as const;
    expect(healthReport({ ...healthy, model: null, checks: [] }).state).toBe('no_model');
    expect(healthReport({ ...healthy, model: null, checks: [check] }).sentence).toBe('The file is gone.');
  });
});

describe('the watch of a console', () => {
  let app: AppUnderTest | null = null;
  afterEach(async () => {
    await app?.close();
    app = null;
  });

  it('tells what fires and what no longer does, each once, and leaves out what is silenced', async () => {
    app = await startApp();
    app.policy.guard = { loopback: false, token: 'a-token-of-some-length' };
    const told: (HealthReport | AlertReport)[] = [];
    const watch = new TrayWatch(app.url, 'a-token-of-some-length', (report) => told.push(report));
    const alertsTold = () => told.flatMap((report) => (report.kind === 'alerts' ? [report.sentence] : []));
    await watch.look();
    expect(told.map(({ kind }) => kind).toSorted()).toEqual(['alerts', 'state']);
    app.detection.active = null;
    app.alerts.setRule('ModelNotLoaded', { for_s: 0 });
    await app.alerts.evaluate();
    await watch.look();
    await watch.look();
    expect(alertsTold()).toEqual(['No alert fires', 'One alert fires, critical']);
    const matchers = { name: 'ModelNotLoaded' };
    const ends_at = new Date(Date.now() + 3_600_000).toISOString();
    app.alerts.addSilence({ matchers, ends_at, comment: 'known', author: 'Ada' });
    await watch.look();
    expect(alertsTold().at(-1)).toBe('No alert fires');
  });

  it('tells nothing where nobody answers, or the token is another', async () => {
    app = await startApp();
    app.policy.guard = { loopback: false, token: 'a-token-of-some-length' };
    const told: unknown[] = [];
    await new TrayWatch(app.url, 'not-the-token-of-it', (report) => told.push(report)).look();
    const { url } = app;
    await app.close();
    app = null;
    await new TrayWatch(url, null, (report) => told.push(report)).look();
    expect(told).toEqual([]);
  });
});
