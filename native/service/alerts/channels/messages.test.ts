import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../contract/http/alerts.ts';
import { alertmanagerRequest } from './alertmanager.ts';
import { backOffMs } from './back-off.ts';
import { withoutSecrets } from './failure.ts';
import { pagerdutyRequest } from './pagerduty.ts';
import { slackRequest } from './slack.ts';
import type { Message, Told } from './types.ts';
import { webhookRequest } from './webhook.ts';

const origin = { installation: 'here', machine: 'line-1', url: 'http://127.0.0.1:8000' };
const firing: Alert = {
  ...{ id: 7, name: 'HighPSI', severity: 'warning', component: 'drift', labels: { feature: 'a<b' }, state: 'firing' },
  ...{ summary: 'The distribution has shifted', description: 'PSI of a<b is 0.40 & rising.', value: 0.4 },
  ...{ comparator: '>', threshold: 0.25, unit: null, series: null, runbook: 'docs/runbooks/HighPSI.md' },
  ...{ started_at: '2026-03-01T12:00:00.000Z', fired_at: '2026-03-01T12:01:00.000Z' },
  ...{ resolved_at: null, resolved_reason: null, acknowledged_at: null, acknowledged_by: null, comment: null },
  silenced_until: null,
  inhibited_by: null,
};
const over: Alert = {
  ...firing,
  ...{ id: 8, state: 'resolved', resolved_at: '2026-03-01T13:00:00.000Z', resolved_reason: 'no_data' },
  labels: { feature: 'contrast' },
};
const BEGUN: Told = { alert: firing, to: 'firing' };
const ENDED: Told = { alert: over, to: 'resolved' };
const message = (...told: Told[]): Message => ({ id: 'm1', told, origin, at: Date.UTC(2026, 2, 1, 14) });

describe('what is sent to', () => {
  it('Slack has a colour and a line for each alert, and no markup of its figures', () => {
    const { url, body } = slackRequest(message(BEGUN, ENDED), { name: 'slack', url: 'http://s/x' });
    expect(url).toBe('http://s/x');
    expect(body).toMatchObject({
      text: 'Vigil: 1 firing, 1 resolved [line-1]',
      attachments: [
        {
          ...{ color: '#f79009', title: 'WARNING HighPSI (a&lt;b): The distribution has shifted' },
          ...{ text: 'PSI of a&lt;b is 0.40 &amp; rising.', ts: Date.UTC(2026, 2, 1, 12, 1) / 1_000 },
          ...{ title_link: 'http://127.0.0.1:8000/alerts', footer: 'Vigil on line-1, message m1' },
        },
        { color: '#12b76a', text: 'Its figures went missing.' },
      ],
    });
  });

  it('Slack is cut at 20 alerts, and says so', () => {
    const { body } = slackRequest(message(...Array.from({ length: 25 }, () => BEGUN)), { name: 'slack', url: 'x' });
    expect(body).toMatchObject({ text: 'Vigil: 25 firing [line-1] (the first 20 of 25)' });
    expect((body as { attachments: unknown[] }).attachments).toHaveLength(20);
  });

  it('PagerDuty is a trigger, and a resolve with the same key', () => {
    const config = { name: 'pagerduty', key: 'k', api: 'http://p/enqueue' } as const;
    const trigger = pagerdutyRequest(message(BEGUN), config);
    expect(trigger.url).toBe('http://p/enqueue');
    expect(trigger.body).toEqual({
      ...{ routing_key: 'k', dedup_key: 'vigil/here/7', event_action: 'trigger' },
      ...{ client: 'Vigil', client_url: 'http://127.0.0.1:8000' },
      payload: {
        ...{ summary: 'WARNING HighPSI (a<b): The distribution has shifted', source: 'line-1', severity: 'warning' },
        ...{ timestamp: '2026-03-01T12:01:00.000Z', component: 'drift', class: 'HighPSI' },
        custom_details: {
          ...{ description: 'PSI of a<b is 0.40 & rising.', labels: { feature: 'a<b' }, value: 0.4, threshold: 0.25 },
          ...{ unit: null, runbook: 'docs/runbooks/HighPSI.md' },
        },
      },
    });
    expect(pagerdutyRequest(message({ alert: { ...over, id: 7 }, to: 'resolved' }), config).body).toEqual({
      ...{ routing_key: 'k', dedup_key: 'vigil/here/7', event_action: 'resolve' },
      ...{ client: 'Vigil', client_url: 'http://127.0.0.1:8000' },
    });
    const long = { ...firing, summary: 'x'.repeat(5_000) };
    const { body } = pagerdutyRequest(message({ alert: long, to: 'firing' }), config);
    expect((body as { payload: { summary: string } }).payload.summary).toHaveLength(1_024);
  });

  it('a webhook is what Alertmanager would send', () => {
    const { headers, body } = webhookRequest(message(BEGUN, ENDED), { name: 'webhook', url: 'http://w' });
    expect(headers).toEqual({ 'idempotency-key': 'm1' });
    const common = { alertname: 'HighPSI', severity: 'warning', component: 'drift', instance: 'line-1' };
    expect(body).toMatchObject({
      ...{ version: '4', groupKey: 'vigil/here', truncatedAlerts: 0, status: 'firing', receiver: 'vigil' },
      ...{ groupLabels: {}, commonLabels: common, externalURL: 'http://127.0.0.1:8000' },
      commonAnnotations: { summary: 'The distribution has shifted', runbook: 'docs/runbooks/HighPSI.md' },
      alerts: [
        {
          ...{ status: 'firing', labels: { ...common, feature: 'a<b' }, startsAt: '2026-03-01T12:01:00.000Z' },
          ...{ endsAt: '0001-01-01T00:00:00Z', fingerprint: expect.stringMatching(/^[\da-f]{16}$/) },
        },
        { status: 'resolved', endsAt: '2026-03-01T13:00:00.000Z', labels: { feature: 'contrast' } },
      ],
    });
    expect(webhookRequest(message(ENDED), { name: 'webhook', url: 'x' }).body).toMatchObject({ status: 'resolved' });
  });

  it('Alertmanager ends an alert when it has ended, and otherwise some minutes after it was told last', () => {
    const { url, body } = alertmanagerRequest(message(BEGUN, ENDED), { name: 'alertmanager', api: 'http://a/am//' });
    expect(url).toBe('http://a/am/api/v2/alerts');
    expect(body).toMatchObject([
      { startsAt: '2026-03-01T12:01:00.000Z', endsAt: '2026-03-01T14:05:00.000Z', labels: { feature: 'a<b' } },
      { endsAt: '2026-03-01T13:00:00.000Z', annotations: { description: 'Its figures went missing.' } },
    ]);
  });
});

it('waits twice as long each time up to two hours, less by chance, and as long as the receiver asks', () => {
  expect([1, 2, 3, 11, 12, 500].map((attempts) => backOffMs(attempts, 0, null) / 1_000)).toEqual([
    ...[5, 10, 20, 5_120, 7_200, 7_200],
  ]);
  expect(backOffMs(1, 1, null)).toBe(2_500);
  expect(backOffMs(1, 0, 60)).toBe(60_000);
});

it('blots out secrets and line breaks of what others say, and cuts it', () => {
  expect(withoutSecrets('no key-1\r\nfor key-1', ['key-1', ''])).toBe('no [secret] for [secret]');
  expect(withoutSecrets('x'.repeat(999), [])).toHaveLength(303);
});
