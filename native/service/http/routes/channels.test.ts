import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { ENDPOINTS, type EndpointName } from '../../../contract/http/endpoints.ts';
import { Receiver } from '../../alerts/channels/testing/receiver.ts';
import { type AppUnderTest, startApp } from '../testing/app-under-test.ts';
import { problem } from '../testing/detect-request.ts';

const KEY = 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6';
const HUSH = ['T0SECRET', 'hook-secret', 'smtp-secret', KEY];
let app: AppUnderTest;
let receiver: Receiver;
/** Everything that was ever answered. */
let said: string;
beforeEach(async () => {
  app = await startApp();
  receiver = await Receiver.open();
  said = '';
});
afterEach(async () => {
  await app.close();
  await receiver.close();
});

type Json<Name extends EndpointName> = (typeof ENDPOINTS)[Name]['answers'] extends infer Schema extends z.ZodType
  ? z.output<Schema>
  : never;

async function request(name: EndpointName, channel = '', body?: object): Promise<Response> {
  const response = await fetch(app.url + ENDPOINTS[name].path.replace(':name', channel), {
    method: ENDPOINTS[name].method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  said += await response.clone().text();
  return response;
}

/** Asks and checks the answer against the table. */
async function ask<Name extends EndpointName>(name: Name, channel?: string, body?: object) {
  const response = await request(name, channel, body);
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (ENDPOINTS[name].answers as z.ZodType).parse(await response.json()) as Json<Name>;
}

describe('the channels API', () => {
  it('lists what there is, with nothing configured but the desktop', async () => {
    const { channels, ...secrets } = await ask('channels');
    expect(secrets).toEqual({ secrets_kept_by: 'file', secrets_problem: null });
    expect(channels.map(({ name, configured, sent_by }) => `${name} ${configured} ${sent_by}`)).toEqual([
      ...['desktop true window', 'slack false service', 'email false service', 'pagerduty false service'],
      ...['webhook false service', 'alertmanager false service'],
    ]);
    expect(channels.find(({ name }) => name === 'slack')?.routes).toEqual(['warning', 'critical']);
  });

  it('takes settings one by one, and gives out no secret in any answer, log or event', async () => {
    await ask('putChannel', 'slack', { url: `${receiver.url}/services/${HUSH[0]}` });
    await ask('putChannel', 'webhook', { url: `${receiver.url}/?token=${HUSH[1]}` });
    await ask('putChannel', 'pagerduty', { key: KEY, api: `${receiver.url}/v2/enqueue` });
    const mail = { host: '127.0.0.1', port: 9, user: 'ada', from: 'a@example.com', to: ['b@example.com'] };
    expect(await ask('putChannel', 'email', mail)).toMatchObject({ configured: false, secrets: { password: false } });
    expect(await ask('putChannel', 'email', { password: HUSH[2] })).toMatchObject({
      ...{ configured: true, enabled: true, settings: mail, secrets: { password: true } },
      hint: 'b@example.com by 127.0.0.1:9',
    });
    receiver.answer = 403;
    receiver.isEchoing = true;
    app.detection.active = null;
    app.alerts.setRule('ModelNotLoaded', { for_s: 0 });
    await ask('putRouting', '', { group_wait_s: 0 });
    await app.alerts.evaluate();
    await app.channels.deliver();
    for (const name of ['slack', 'webhook', 'pagerduty', 'email']) {
      expect(await ask('testChannel', name)).toMatchObject({ sent: false });
    }
    const { channels } = await ask('channels');
    expect(channels.find(({ name }) => name === 'pagerduty')).toMatchObject({
      ...{ configured: true, waiting: 1, last_success_at: null, hint: new URL(receiver.url).host },
      last_error: expect.stringMatching(/answered 403: not wanted: .*\[secret\].*make a new one there/),
    });
    await request('putChannel', 'slack', { url: `ftp://example.com/${HUSH[0]}` });
    await request('putChannel', 'pagerduty', { key: `${KEY}-` });
    await fetch(`${app.url}/v1/monitoring/channels/slack`, {
      ...{ method: 'PUT', headers: { 'content-type': 'application/json' } },
      body: `{"url": ${HUSH[0]}}`,
    }).then(async (response) => {
      said += await response.text();
    });
    await ask('listEvents');
    await ask('getSettings');
    const logs = readdirSync(join(app.dataFolder, 'logs')).map((file) =>
      readFileSync(join(app.dataFolder, 'logs', file), 'utf8'),
    );
    expect(logs.join('')).toContain('answered 403');
    const database = app.store.getSetting('channels') ?? '';
    for (const secret of HUSH) {
      expect(said).not.toContain(secret);
      expect(logs.join('')).not.toContain(secret);
      expect(database).not.toContain(secret);
    }
  });

  it('sends a test message now and says what happened, and PagerDuty and Alertmanager that it is over', async () => {
    await ask('putChannel', 'webhook', { url: `${receiver.url}/hook` });
    await ask('putChannel', 'alertmanager', { api: `${receiver.url}/am/` });
    expect(await ask('testChannel', 'webhook')).toMatchObject({ sent: true, detail: expect.stringContaining('took') });
    expect(await ask('testChannel', 'alertmanager')).toMatchObject({ sent: true });
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook', '/am/api/v2/alerts', '/am/api/v2/alerts']);
    expect(receiver.received[0]?.body).toMatchObject({ version: '4', commonLabels: { alertname: 'VigilTest' } });
    const { channels } = await ask('channels');
    expect(channels.find(({ name }) => name === 'webhook')?.last_success_at).not.toBeNull();
    receiver.answer = 302;
    expect((await ask('testChannel', 'webhook')).detail).toMatch(/answered 302.*Redirects are not followed/);
    expect((await problem(await request('testChannel', 'slack'))).code).toBe('channel_not_configured');
    expect((await problem(await request('testChannel', 'desktop'))).code).toBe('channel_not_configured');
  });

  it('lets go of a secret where the address that it was made for changes, and of what is null', async () => {
    await ask('putChannel', 'pagerduty', { key: KEY });
    expect(await ask('putChannel', 'pagerduty', { enabled: true })).toMatchObject({ secrets: { key: true } });
    expect(await ask('putChannel', 'pagerduty', { api: 'https://events.eu.pagerduty.com/v2/enqueue' })).toMatchObject({
      ...{ configured: false, secrets: { key: false } },
    });
    await ask('putChannel', 'pagerduty', { key: KEY });
    expect(await ask('putChannel', 'pagerduty', { key: null })).toMatchObject({ configured: false });
  });

  it('keeps the routing', async () => {
    const routing = await ask('routing');
    expect(routing).toMatchObject({ info: ['webhook', 'alertmanager'], group_wait_s: 10, cool_down_s: 300 });
    expect(await ask('putRouting', '', { info: ['email'] })).toEqual({ ...routing, info: ['email'] });
    expect(await ask('routing')).toEqual({ ...routing, info: ['email'] });
    expect(await ask('putRouting', '', {})).toEqual(routing);
  });

  it.each([
    ['slack', { url: 'file:///etc/passwd' }, /file: are refused; only https/],
    ['webhook', { url: 'https://ada:pw@example.com/' }, /user name or password in it is refused/],
    ['webhook', { url: 'example.com/hook' }, /no address; state all of it/],
    ['webhook', { key: KEY }, /webhook has no key; what can be set of it is enabled, url/],
    ['email', { host: 'mail.example.com\r\nx' }, /host/],
    ['email', { to: [] }, /to/],
    ['email', { from: 'nobody' }, /from/],
    ['desktop', { url: 'https://example.com/' }, /desktop has no url/],
    ['pager', {}, /name/],
  ])('refuses of %s %o', async (name, body, words) => {
    const { status, code, detail } = await problem(await request('putChannel', name, body));
    expect([status, code]).toEqual([422, 'invalid_parameter']);
    expect(detail).toMatch(words);
  });
});
