import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { VigilError } from '../../contract/errors.ts';
import { createAlerts } from './alerts.ts';
import { EvaluatorUnderTest, silentLog } from './testing/evaluator.ts';

let console_: EvaluatorUnderTest;
beforeEach(() => {
  console_ = new EvaluatorUnderTest();
});
afterEach(() => console_.close());

const MINUTE = 4;
const noModel = () => console_.set('model_loaded', 0);

describe('an alert', () => {
  it('is pending, fires after its time, resolves, and tells of it on the ribbon', async () => {
    noModel();
    await console_.tick();
    expect(console_.list()).toEqual(['ModelNotLoaded pending']);
    await console_.tick(MINUTE);
    const [alert] = console_.alerts.list({ state: 'firing', limit: 200 }).alerts;
    expect(alert).toMatchObject({
      ...{ name: 'ModelNotLoaded', severity: 'critical', component: 'model', labels: {}, state: 'firing', value: 0 },
      ...{ comparator: '==', threshold: 0, runbook: 'docs/runbooks/ModelNotLoaded.md', summary: 'No model is loaded' },
      ...{ acknowledged_at: null, silenced_until: null, resolved_at: null, resolved_reason: null },
      fired_at: new Date(console_.now).toISOString(),
      started_at: new Date(console_.now - 60_000).toISOString(),
    });
    console_.set('model_loaded', 1);
    await console_.tick();
    expect(console_.list()).toEqual(['ModelNotLoaded resolved']);
    expect(console_.told.map(({ alert: { name }, to }) => `${name} ${to}`)).toEqual([
      'ModelNotLoaded firing',
      'ModelNotLoaded resolved',
    ]);
    expect(console_.store.listEvents({ kinds: ['alert'], limit: 10 })).toMatchObject([
      { title: 'Alert ModelNotLoaded is over: it recovered', detail: { id: alert?.id, state: 'resolved' } },
      {
        title: 'Alert ModelNotLoaded: Every request for detection is refused until a model is loaded.',
        detail: { id: alert?.id, state: 'firing' },
      },
    ]);
  });

  it('that never fires leaves no trace', async () => {
    noModel();
    await console_.tick();
    console_.set('model_loaded', 1);
    await console_.tick();
    expect([console_.list(), console_.told]).toEqual([[], []]);
  });

  it('is one for each GPU, feature or the like, with the series that shows it', async () => {
    for (const feature of ['brightness', 'contrast', 'sharpness']) {
      console_.set('drift_feature_score', feature === 'contrast' ? 0.6 : 0.9, { feature });
      console_.set('drift_feature_alarm', feature === 'sharpness' ? 0 : 1, { feature });
    }
    await console_.tick();
    const { alerts } = console_.alerts.list({ limit: 200 });
    expect(alerts).toMatchObject([
      { name: 'EvidentlyHighFeatureDrift', labels: { feature: 'brightness' }, series: 'drift_score.brightness' },
    ]);
    expect(alerts[0]?.description).toBe(
      'The drift score of brightness is 0.90, above 0.7; a second window confirms the drift.',
    );
  });

  it('comes from rates and percentiles of the counters of the registry', async () => {
    const labels = { endpoint: '/v1/yolo/detect/', method: 'POST' };
    for (let k = 0; k < 25; k++) {
      for (const [le, share] of [
        ['0.5', 0],
        ['1', 1],
        ['+Inf', 1],
      ] as const) {
        console_.set('api_request_latency_seconds_bucket', 30 * k * share, { ...labels, le });
      }
      await console_.tick();
    }
    expect(console_.list().sort()).toEqual(['HighLatency firing', 'HighTailLatency firing']);
    const { alerts } = console_.alerts.list({ limit: 200 });
    expect(alerts.find(({ name }) => name === 'HighLatency')).toMatchObject({
      ...{ value: 975, unit: 'ms', threshold: 500, series: 'latency_ms' },
      description: 'One request for detection in twenty takes longer than 975 ms; 500 ms are allowed.',
    });
  });

  it('fires on for five minutes when its figures go missing, then resolves and says why', async () => {
    noModel();
    await console_.tick(1 + MINUTE);
    console_.unset('model_loaded');
    await console_.tick(5 * MINUTE);
    expect(console_.list()).toEqual(['ModelNotLoaded firing']);
    expect(console_.alerts.rule('ModelNotLoaded').state).toBe('firing');
    await console_.tick();
    expect(console_.alerts.list({ limit: 200 }).alerts).toMatchObject([
      { state: 'resolved', resolved_reason: 'no_data' },
    ]);
    expect(console_.alerts.rule('ModelNotLoaded').state).toBe('no_data');
  });
});

describe('a restart', () => {
  it('keeps what fires with its acknowledgement, and tells nobody twice', async () => {
    noModel();
    await console_.tick(1 + MINUTE);
    const [alert] = console_.alerts.list({ limit: 200 }).alerts;
    console_.alerts.acknowledge(alert?.id ?? 0, { author: 'Ada', comment: 'on it' });
    await console_.restart(3_600);
    expect(console_.alerts.rule('ModelNotLoaded').state).toBe('not_evaluated');
    await console_.tick();
    expect(console_.alerts.list({ limit: 200 }).alerts).toMatchObject([
      { id: alert?.id, state: 'firing', acknowledged_by: 'Ada', comment: 'on it', fired_at: alert?.fired_at },
    ]);
    expect(console_.told).toHaveLength(1);
  });

  it('does not count towards the time of what is pending', async () => {
    noModel();
    await console_.tick(MINUTE - 1);
    await console_.restart(3_600);
    await console_.tick();
    expect(console_.list()).toEqual(['ModelNotLoaded pending']);
    await console_.tick(2);
    expect(console_.list()).toEqual(['ModelNotLoaded firing']);
  });

  it('begins anew what was kept in a form that is no longer read', async () => {
    noModel();
    await console_.tick(1 + MINUTE);
    const [row] = console_.store.alerts.open();
    const { id, acknowledged_at: _, acknowledged_by: __, comment: ___, ...facts } = row ?? expect.fail();
    console_.store.alerts.keep([{ id, facts: { ...facts, phase: '{"phase":"smouldering"}' } }], []);
    await console_.restart(15);
    await console_.tick();
    expect(console_.list()).toEqual(['ModelNotLoaded pending']);
  });
});

describe('acknowledging', () => {
  const firing = async () => {
    noModel();
    await console_.tick(1 + MINUTE);
    return console_.alerts.list({ state: 'firing', limit: 200 }).alerts[0]?.id ?? expect.fail();
  };

  it('stays with the alert, can be taken back, and ends when it resolves', async () => {
    const id = await firing();
    const at = new Date(console_.now).toISOString();
    expect(console_.alerts.acknowledge(id, { author: 'Ada', comment: 'lamp' })).toMatchObject({
      ...{ id, acknowledged_at: at, acknowledged_by: 'Ada', comment: 'lamp' },
    });
    await console_.tick(3);
    expect(console_.alerts.list({ limit: 200 }).alerts).toMatchObject([{ id, acknowledged_at: at }]);
    expect(console_.alerts.unacknowledge(id)).toMatchObject({ acknowledged_at: null, comment: null });
    console_.alerts.acknowledge(id, {});
    console_.set('model_loaded', 1);
    await console_.tick();
    expect(() => console_.alerts.acknowledge(id, {})).toThrow(expect.objectContaining({ code: 'alert_resolved' }));
    expect(await firing()).not.toBe(id);
    expect(console_.alerts.list({ state: 'firing', limit: 200 }).alerts).toMatchObject([{ acknowledged_at: null }]);
  });

  it('refuses an alert that there is not', () => {
    expect(() => console_.alerts.acknowledge(99, {})).toThrow(expect.objectContaining({ code: 'not_found' }));
  });
});

describe('silences', () => {
  const silence = (matchers: object, hours = 1) =>
    console_.alerts.addSilence({
      matchers,
      comment: '',
      ends_at: new Date(console_.now + hours * 3_600_000).toISOString(),
    });

  it('are of alerts that match all that is stated, until the last of them ends', async () => {
    console_.set('drift_feature_score', 0.9, { feature: 'brightness' });
    console_.set('drift_feature_alarm', 1, { feature: 'brightness' });
    await console_.tick();
    const until = () => console_.alerts.list({ limit: 200 }).alerts[0]?.silenced_until ?? null;
    silence({ component: 'drift', labels: { feature: 'contrast' } });
    silence({ severity: 'critical' });
    silence({ name: 'HighLatency' });
    expect(until()).toBeNull();
    const { id, ends_at } = silence({ component: 'drift', severity: 'warning', labels: { feature: 'brightness' } });
    const longer = silence({ name: 'EvidentlyHighFeatureDrift' }, 2);
    expect(until()).toBe(longer.ends_at);
    expect(longer.alerts).toBe(1);
    expect(console_.alerts.endSilence(longer.id)).toMatchObject({ active: false, alerts: 0 });
    expect(until()).toBe(ends_at);
    console_.now += 3_600_000;
    expect(until()).toBeNull();
    expect(() => console_.alerts.endSilence(id)).toThrow(expect.objectContaining({ code: 'not_found' }));
    const { silences } = console_.alerts.silences();
    expect([silences.length, silences.some(({ active }) => active)]).toEqual([5, false]);
  });

  it('must end in time to come', () => {
    expect(() => silence({ name: 'HighLatency' }, -1)).toThrow(expect.objectContaining({ code: 'invalid_parameter' }));
  });
});

describe('a rule', () => {
  it('can have another threshold and time, which hold at once and after a restart, and go back to the default', async () => {
    console_.set('model_queue_length', 40);
    await console_.tick(10);
    expect(console_.list()).toEqual([]);
    const set = console_.alerts.setRule('ModelQueueBacklog', { threshold: 30, for_s: 0 });
    expect(set).toMatchObject({ threshold: 30, default_threshold: 50, for_s: 0, promql: 'model_queue_length > 30' });
    await console_.tick();
    expect(console_.alerts.list({ limit: 200 }).alerts).toMatchObject([{ threshold: 30, state: 'firing' }]);
    await console_.restart(15);
    expect(console_.alerts.rule('ModelQueueBacklog')).toMatchObject({ threshold: 30 });
    expect(console_.alerts.setRule('ModelQueueBacklog', {})).toMatchObject({ threshold: 50, for_s: 120 });
    await console_.tick();
    expect(console_.list()).toEqual(['ModelQueueBacklog resolved']);
  });

  it('that is switched off ends its alerts', async () => {
    noModel();
    await console_.tick(1 + MINUTE);
    console_.alerts.setRule('ModelNotLoaded', { enabled: false });
    await console_.tick(2);
    expect(console_.alerts.list({ limit: 200 }).alerts).toMatchObject([
      { state: 'resolved', resolved_reason: 'disabled' },
    ]);
    expect(console_.alerts.rule('ModelNotLoaded')).toMatchObject({ enabled: false, state: 'not_evaluated' });
  });

  it.each([
    ['HighErrorRate', { threshold: 101 }, 'invalid_parameter'],
    ['ServiceDown', { for_s: 5 }, 'invalid_parameter'],
    ['NoSuchRule', {}, 'not_found'],
  ])('%s cannot be set to %o', (name, body, code) => {
    expect(() => console_.alerts.setRule(name, body)).toThrow(expect.objectContaining({ code }));
  });
});

it('is evaluated at once at the start, then every 15 seconds, and every 5 at most where it is hurried', async () => {
  vi.useFakeTimers();
  try {
    let reads = 0;
    const read = async () => {
      reads += 1;
      return [];
    };
    const { store } = console_;
    const alerts = createAlerts({ store, metrics: { read }, series: store, log: silentLog });
    const readsAfter = async (ms: number) => {
      await vi.advanceTimersByTimeAsync(ms);
      return reads;
    };
    alerts.start();
    expect([await readsAfter(0), await readsAfter(14_999), await readsAfter(1)]).toEqual([1, 1, 2]);
    alerts.hurry();
    alerts.hurry();
    expect([await readsAfter(4_999), await readsAfter(1)]).toEqual([2, 3]);
    await alerts.stop();
    alerts.hurry();
    expect(await readsAfter(60_000)).toBe(3);
  } finally {
    vi.useRealTimers();
  }
});

it('a history that cannot be written keeps no alert from firing, and has them once it can', async () => {
  noModel();
  console_.failure = new VigilError('storage_failed', 'The disk is full.');
  await console_.tick(1 + MINUTE);
  expect(console_.told).toMatchObject([{ to: 'firing', alert: { id: 0, name: 'ModelNotLoaded' } }]);
  console_.set('model_loaded', 1);
  await console_.tick();
  console_.failure = null;
  noModel();
  await console_.tick();
  expect(console_.list()).toEqual(['ModelNotLoaded pending', 'ModelNotLoaded resolved']);
});

it('the worst and the newest come first', async () => {
  noModel();
  console_.set('drift_image_brightness', 10);
  console_.set('model_queue_length', 80);
  await console_.tick(8 + 1);
  console_.set('drift_dataset_alarm', 1);
  console_.set('vigil_host_cpu_utilization_ratio', 1);
  await console_.tick();
  expect(console_.list()).toEqual([
    'ModelNotLoaded firing',
    'EvidentlyDatasetDrift firing',
    'ModelQueueBacklog firing',
    'AbnormalBrightnessDark firing',
    'HighCPUUsage pending',
  ]);
});
