import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { ENDPOINTS, type EndpointName } from '../../../contract/http/endpoints.ts';
import { ScriptedStream } from '../../drift/testing/scripted-stream.ts';
import { type AppUnderTest, startApp } from '../testing/app-under-test.ts';
import { problem } from '../testing/detect-request.ts';

let app: AppUnderTest;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

type Json<Name extends EndpointName> = (typeof ENDPOINTS)[Name]['answers'] extends infer Schema extends z.ZodType
  ? z.output<Schema>
  : never;

const request = (name: EndpointName, id: string | number = '', body?: object, query = '') =>
  fetch(app.url + ENDPOINTS[name].path.replace(/:\w+/, String(id)) + query, {
    method: ENDPOINTS[name].method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });

/** Asks and checks the answer against the table. */
async function ask<Name extends EndpointName>(
  name: Name,
  ...rest: [id?: string | number, body?: object, query?: string]
) {
  const response = await request(name, ...rest);
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (ENDPOINTS[name].answers as z.ZodType).parse(await response.json()) as Json<Name>;
}

/** Without a model, as soon as the rule allows. */
async function fire() {
  app.detection.active = null;
  await ask('putAlertRule', 'ModelNotLoaded', { for_s: 0 });
  await app.alerts.evaluate();
  const { alerts } = await ask('alerts', '', undefined, '?state=firing');
  return alerts[0] ?? expect.fail('nothing fires');
}

describe('the alerts API', () => {
  it('tells of an alert from the real registry, takes an acknowledgement, and lets go of it when it is over', async () => {
    const alert = await fire();
    expect(alert).toMatchObject({ name: 'ModelNotLoaded', severity: 'critical', state: 'firing' });
    const acknowledged = await ask('acknowledgeAlert', alert.id, { comment: 'on it', author: 'Ada' });
    expect(acknowledged).toMatchObject({ comment: 'on it', acknowledged_by: 'Ada' });
    expect(await ask('unacknowledgeAlert', alert.id)).toMatchObject({ acknowledged_at: null });
    // No body at all.
    expect((await ask('acknowledgeAlert', alert.id)).acknowledged_at).not.toBeNull();
    await ask('putAlertRule', 'ModelNotLoaded', { enabled: false });
    await app.alerts.evaluate();
    const { alerts } = await ask('alerts');
    expect(alerts).toMatchObject([{ id: alert.id, state: 'resolved', resolved_reason: 'disabled' }]);
    expect(await ask('alerts', '', undefined, '?state=pending')).toEqual({ alerts: [] });
    expect((await problem(await request('acknowledgeAlert', alert.id))).code).toBe('alert_resolved');
    const { events } = await ask('listEvents', '', undefined, '?kinds=alert');
    expect(events.map(({ detail }) => detail['state'])).toEqual(['resolved', 'firing']);
  });

  it('silences and ends silences', async () => {
    const { id } = await fire();
    const ends_at = new Date(Date.now() + 60_000).toISOString();
    const silence = await ask('addSilence', '', { matchers: { component: 'model' }, comment: 'planned', ends_at });
    expect(silence).toMatchObject({ active: true, alerts: 1, author: null, matchers: { component: 'model' } });
    expect((await ask('alerts')).alerts).toMatchObject([{ id, silenced_until: ends_at }]);
    expect(await ask('endSilence', silence.id)).toMatchObject({ active: false });
    expect((await ask('alerts')).alerts).toMatchObject([{ id, silenced_until: null }]);
    expect((await ask('silences')).silences).toMatchObject([{ id: silence.id, active: false }]);
  });

  it('lists rules, with what is set of them', async () => {
    await app.alerts.evaluate();
    const { rules } = await ask('alertRules');
    expect(rules.length).toBeGreaterThan(25);
    expect(rules.find(({ name }) => name === 'ServiceDown')).toMatchObject({ state: 'not_evaluated' });
    expect(await ask('alertRule', 'ModelNotLoaded')).toMatchObject({ state: 'inactive', promql: 'model_loaded == 0' });
    // Nothing was ever detected, so there is no verdict on drift: missing, and not well.
    expect(await ask('alertRule', 'HighPSI')).toMatchObject({ state: 'no_data' });
    expect(await ask('putAlertRule', 'HighPSI', { threshold: 0.3 })).toMatchObject({
      ...{ threshold: 0.3, default_threshold: 0.25 },
      promql: expect.stringContaining('drift_feature_psi > 0.3 and drift_feature_psi / drift_feature_psi_floor > 1'),
    });
    expect(await ask('putAlertRule', 'HighPSI', {})).toMatchObject({ threshold: 0.25 });
  });

  it('previews a rule over what history has', async () => {
    app.store.series.addSample(Date.now() - 120_000, { queue_length: 60 });
    app.store.series.flush();
    expect(await ask('previewAlertRule', 'ModelQueueBacklog', { for_s: 0 })).toMatchObject({ times: 1, for_s: 0 });
    expect(await ask('previewAlertRule', 'ModelQueueBacklog')).toMatchObject({ times: 0, for_s: 120 });
  });

  it('fires for confirmed drift alone, and for most of the features at once', async () => {
    const stream = new ScriptedStream(app);
    await ask('putDriftConfig', '', { reference_size: 50, current_size: 30 });
    await stream.send(80);
    stream.shift = -40;
    for (let k = 0; k < 3; k++) await stream.send(30);
    expect(await ask('drift')).toMatchObject({ dataset_drift: true, dataset_alarm: { phase: 'confirmed' } });
    await app.alerts.evaluate();
    const { alerts } = await ask('alerts');
    const firing = alerts
      .filter(({ state }) => state === 'firing')
      .map(({ name, labels }) => `${name} ${labels['feature'] ?? ''}`);
    expect(firing).toEqual(expect.arrayContaining(['EvidentlyDatasetDrift ', 'EvidentlyHighFeatureDrift brightness']));
    expect(alerts.map(({ name, state }) => `${name} ${state}`)).toContain('EvidentlyHighDriftShare pending');
  });

  it('is told of each verdict', async () => {
    let verdicts = 0;
    app.drift.onVerdict(() => {
      verdicts += 1;
    });
    const stream = new ScriptedStream(app);
    await ask('putDriftConfig', '', { reference_size: 50, current_size: 30 });
    await stream.send(90);
    expect(verdicts).toBeGreaterThan(0);
  });

  it.each([
    ['acknowledgeAlert', 7, {}, 404, 'not_found'],
    ['acknowledgeAlert', 7, { by: 'Ada' }, 422, 'invalid_parameter'],
    ['unacknowledgeAlert', 'x', undefined, 422, 'invalid_parameter'],
    ['addSilence', '', { matchers: {}, ends_at: '2999-01-01T00:00:00Z' }, 422, 'invalid_parameter'],
    ['addSilence', '', { matchers: { name: 'HighPSI' }, ends_at: '2020-01-01T00:00:00Z' }, 422, 'invalid_parameter'],
    ['endSilence', 7, undefined, 404, 'not_found'],
    ['alertRule', 'NoSuchRule', undefined, 404, 'not_found'],
    ['putAlertRule', 'HighErrorRate', { threshold: -1 }, 422, 'invalid_parameter'],
    ['putAlertRule', 'HighErrorRate', { for: 5 }, 422, 'invalid_parameter'],
    ['previewAlertRule', 'NoSuchRule', {}, 404, 'not_found'],
  ] as const)('refuses %s %s %o', async (name, id, body, status, code) => {
    const response = await request(name, id, body);
    expect([response.status, (await problem(response)).code]).toEqual([status, code]);
  });
});
