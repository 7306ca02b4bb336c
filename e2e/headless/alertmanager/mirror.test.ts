import { hostname } from 'node:os';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AlertList, Silence, SilenceList } from '../../../native/contract/http/alerts.ts';
import { ChannelList } from '../../../native/contract/http/channels.ts';
import { type RunningConsole, startConsole } from '../../../native/testing/console.ts';
import { waitUntil } from '../../../native/testing/patience.ts';
import { RealAlertmanager, withoutAlertmanager } from './alertmanager.ts';

const RULE = 'ModelNotLoaded';

describe.skipIf(withoutAlertmanager !== null)(`silences (${withoutAlertmanager ?? 'and a real Alertmanager'})`, () => {
  let real: RealAlertmanager;
  let vigil: RunningConsole;
  beforeAll(async () => {
    real = await RealAlertmanager.start();
    vigil = await startConsole();
    await look();
    await ask('PUT', 'routing', { group_wait_s: 0, cool_down_s: 0 });
    await ask('PUT', `rules/${RULE}`, { for_s: 0 });
  });
  afterAll(async () => {
    await vigil?.stop();
    await real?.close();
  });
  beforeEach(() => waitUntil(async () => (await told())?.status.state === 'active'));
  afterEach(async () => {
    for (const { id, active } of await here()) if (active) await ask('DELETE', `silences/${id}`);
    await waitUntil(async () => (await real.silences()).every(({ status }) => status.state === 'expired'));
  });

  async function ask(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${vigil.url}/v1/monitoring/${path}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
  /** Whenever the channel is set it looks at once, and not only in some seconds. */
  const look = () => ask('PUT', 'channels/alertmanager', { api: real.url });
  const told = async () => (await real.alerts()).find(({ labels }) => labels['alertname'] === RULE);
  const here = async () => SilenceList.parse(await ask('GET', 'silences')).silences;
  const inForce = async () => (await here()).filter(({ active }) => active);
  const isSilenced = async () =>
    AlertList.parse(await ask('GET', 'alerts?state=firing')).alerts.find(({ name }) => name === RULE)?.silenced_until !=
    null;
  const later = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const silence = async (comment: string) =>
    Silence.parse(
      await ask('POST', 'silences', { matchers: { name: RULE }, comment, author: 'Ada', ends_at: later(60) }),
    );
  const theirs = (changes: object = {}) => ({
    matchers: [
      { name: 'alertname', value: 'Model.*', isRegex: true, isEqual: true },
      { name: 'severity', value: 'warning|info', isRegex: true, isEqual: false },
    ],
    ...{ comment: 'planned', createdBy: 'Grace', startsAt: later(0), endsAt: later(30) },
    ...changes,
  });
  const active = async () => (await real.silences()).filter(({ status }) => status.state === 'active');

  it('an alert of this console is there, and suppressed while it is silenced here', async () => {
    expect((await told())?.labels).toEqual({
      ...{ alertname: RULE, severity: 'critical', component: 'model', instance: hostname() },
    });
    const { id, ends_at } = await silence('lamp');
    await waitUntil(async () => (await told())?.status.state === 'suppressed');
    expect(await active()).toMatchObject([{ comment: 'lamp', createdBy: 'Ada', endsAt: ends_at }]);
    await waitUntil(async () => (await here()).find((one) => one.id === id)?.alertmanager === 'there');
    await ask('DELETE', `silences/${id}`);
    await waitUntil(async () => (await told())?.status.state === 'active');
    expect(await inForce()).toEqual([]);
  });

  it('what is silenced there is silenced here, until it is expired on either side', async () => {
    const first = await real.silence(theirs());
    await waitUntil(isSilenced);
    expect(await inForce()).toMatchObject([
      {
        ...{ source: 'alertmanager', author: 'Grace', comment: 'planned', alertmanager: 'there', matchers: {} },
        expression: '{alertname=~"Model.*", severity!~"warning|info"}',
      },
    ]);
    await real.expire(first);
    await waitUntil(async () => !(await isSilenced()));
    await real.silence(theirs());
    await waitUntil(isSilenced);
    const [mirrored] = await inForce();
    await ask('DELETE', `silences/${mirrored?.id}`);
    await waitUntil(async () => (await active()).length === 0);
    expect(await inForce()).toEqual([]);
  });

  it('one that is edited there is the edited one here, whether it keeps its id or not', async () => {
    const id = await real.silence(theirs());
    await look();
    await waitUntil(isSilenced);
    const [before] = await inForce();
    const [kept] = await active();
    const endsAt = later(90);
    expect(await real.silence({ ...theirs(), id, startsAt: kept?.startsAt, endsAt, comment: 'longer' })).toBe(id);
    await look();
    await waitUntil(async () => (await inForce())[0]?.comment === 'longer');
    expect(await inForce()).toMatchObject([{ id: before?.id, ends_at: endsAt }]);
    const matchers = [{ name: 'component', value: 'model', isRegex: false, isEqual: true }];
    expect(await real.silence({ ...theirs({ matchers }), id })).not.toBe(id);
    await look();
    await waitUntil(async () => (await inForce())[0]?.matchers.component === 'model');
    expect(await inForce()).toHaveLength(1);
    expect(await isSilenced()).toBe(true);
  });

  it('an Alertmanager that starts anew with nothing has the alert and the silences again', async () => {
    await silence('kept');
    await real.silence(theirs({ comment: 'theirs' }));
    await look();
    await waitUntil(async () => (await inForce()).length === 2 && (await active()).length === 2);
    await real.restartEmpty();
    await waitUntil(async () => (await told())?.status.state === 'suppressed');
    await waitUntil(async () => (await active()).length === 2);
    expect((await active()).map(({ comment }) => comment).sort()).toEqual(['kept', 'theirs']);
    expect((await inForce()).map(({ source }) => source).sort()).toEqual(['alertmanager', 'vigil']);
  });

  it('a console that is killed goes on where it was, and nothing is made twice', async () => {
    await silence('kept');
    await real.silence(theirs());
    await look();
    await waitUntil(async () => (await inForce()).length === 2 && (await active()).length === 2);
    const ids = async () => (await real.silences()).map(({ id }) => id).sort();
    const before = await ids();
    const { dataFolder } = vigil;
    vigil.process.kill('SIGKILL');
    await waitUntil(() => vigil.process.signalCode !== null);
    await real.expire((await active()).find(({ createdBy }) => createdBy === 'Grace')?.id ?? '');
    vigil = await startConsole({ dataFolder });
    await waitUntil(async () => (await inForce()).length === 1);
    await waitUntil(async () => (await inForce())[0]?.alertmanager === 'there');
    expect(await ids()).toEqual(before);
    expect(await active()).toMatchObject([{ createdBy: 'Ada', comment: 'kept' }]);
    const { channels } = ChannelList.parse(await ask('GET', 'channels'));
    expect(channels.find(({ name }) => name === 'alertmanager')).toMatchObject({ waiting: 0 });
  });
});
