import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelBody, ChannelName } from '../../../contract/http/channels.ts';
import { waitUntil } from '../../../testing/patience.ts';
import { Receiver } from './testing/receiver.ts';
import { TellingConsole } from './testing/telling-console.ts';

let receiver: Receiver;
let vigil: TellingConsole;
beforeEach(async () => {
  receiver = await Receiver.open();
  vigil = new TellingConsole();
});
afterEach(async () => {
  await vigil.close();
  await receiver.close();
});

const KEY = 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6';
const bodies = (): [ChannelName, ChannelBody][] => [
  ['slack', { url: `${receiver.url}/services/T0/B0/hush` }],
  ['pagerduty', { key: KEY, api: `${receiver.url}/v2/enqueue` }],
  ['webhook', { url: `${receiver.url}/hook` }],
];
const configure = (name: ChannelName) => {
  const [, body] = bodies().find(([one]) => one === name) ?? expect.fail();
  vigil.channels.put(name, body);
};
const waiting = (name: ChannelName) => vigil.channels.list().find((one) => one.name === name)?.waiting;
const states = () => receiver.taken().map(({ body }) => `${body['status']} ${(body['alerts'] as object[]).length}`);

// The Alertmanager, which is told again and again, has a test of its own: ../alertmanager/refresh.test.ts.
describe.each(['slack', 'pagerduty', 'webhook'] as const)('%s', (name) => {
  it('is told once that an alert fires and once that it is over, by a receiver that fails, is silent and recovers', async () => {
    configure(name);
    receiver.answer = 503;
    await vigil.fire();
    await vigil.wait(9);
    expect(receiver.received).toHaveLength(0);
    await vigil.wait(1);
    expect(receiver.received).toHaveLength(1);
    receiver.answer = 'hang';
    vigil.timeout = 300;
    await vigil.wait(5);
    expect(receiver.received).toHaveLength(2);
    expect(vigil.channels.list().find((one) => one.name === name)).toMatchObject({
      ...{ waiting: 1, last_success_at: null, last_error: expect.stringContaining('did not answer within 300 ms') },
    });
    await vigil.restart(3_600);
    vigil.timeout = 30_000;
    receiver.answer = 200;
    await vigil.wait(0);
    await vigil.restart(3_600);
    await vigil.wait(3_600);
    expect(receiver.taken()).toHaveLength(1);
    const [first, ...repeated] = receiver.received;
    // The very same message, so that a receiver that took it before it fell silent can tell.
    for (const { body, headers } of repeated) {
      expect([body, headers['idempotency-key']]).toEqual([first?.body, first?.headers['idempotency-key']]);
    }
    receiver.answer = 500;
    await vigil.recover();
    await vigil.wait(10);
    receiver.answer = 200;
    await vigil.restart(3_600);
    await vigil.wait(0);
    await vigil.wait(3_600);
    expect(receiver.taken()).toHaveLength(2);
    expect(waiting(name)).toBe(0);
  });
});

describe('what is sent', () => {
  it('goes together where it changes within the wait, but to PagerDuty one by one', async () => {
    configure('webhook');
    configure('pagerduty');
    vigil.channels.putRouting({ ...vigil.channels.routing(), warning: ['webhook', 'pagerduty'] });
    await vigil.drift('brightness', 'contrast');
    // 15 s go by between two evaluations.
    vigil.channels.putRouting({ ...vigil.channels.routing(), group_wait_s: 20 });
    await vigil.drift('brightness', 'contrast', 'sharpness');
    await vigil.wait(0);
    const at = (path: string) => receiver.taken().filter((one) => one.path === path);
    expect(at('/hook').map(({ body }) => (body['alerts'] as object[]).length)).toEqual([3]);
    expect(at('/v2/enqueue').map(({ body }) => body['event_action'])).toEqual(['trigger', 'trigger', 'trigger']);
    expect(new Set(at('/v2/enqueue').map(({ body }) => body['dedup_key'])).size).toBe(3);
  });

  it('is not what comes and goes: another of the same alert waits for the cool-down', async () => {
    configure('webhook');
    await vigil.fire();
    await vigil.wait(10);
    await vigil.recover();
    await vigil.wait(10);
    expect(states()).toEqual(['firing 1', 'resolved 1']);
    for (let k = 0; k < 3; k++) {
      await vigil.fire();
      await vigil.wait(10);
      await vigil.recover();
      await vigil.wait(10);
    }
    expect(states()).toHaveLength(2);
    await vigil.fire();
    await vigil.wait(60);
    expect([states().length, waiting('webhook')]).toEqual([2, 1]);
    await vigil.wait(240);
    expect(states()).toEqual(['firing 1', 'resolved 1', 'firing 1']);
  });

  it('is nothing where the alert is over before the wait is', async () => {
    configure('webhook');
    vigil.channels.putRouting({ ...vigil.channels.routing(), group_wait_s: 60 });
    await vigil.fire();
    expect(waiting('webhook')).toBe(1);
    await vigil.recover();
    await vigil.wait(3_600);
    expect([receiver.received.length, waiting('webhook')]).toEqual([0, 0]);
  });

  it('follows the severity and what the rule itself names', async () => {
    configure('slack');
    configure('webhook');
    vigil.channels.putRouting({ ...vigil.channels.routing(), critical: ['webhook'] });
    await vigil.fire();
    await vigil.wait(10);
    expect(receiver.taken().map(({ path }) => path)).toEqual(['/hook']);
  });

  it('is told of by a channel that is configured later, where it still fires', async () => {
    await vigil.fire();
    await vigil.wait(3_600);
    configure('slack');
    await vigil.wait(0);
    await vigil.wait(10);
    expect(receiver.taken()).toHaveLength(1);
  });
});

describe('silences and acknowledgements', () => {
  const id = () => vigil.evaluator.alerts.list({ state: 'firing', limit: 1 }).alerts[0]?.id ?? expect.fail();
  const silence = (hours: number) =>
    vigil.evaluator.alerts.addSilence({
      ...{ matchers: { component: 'model' }, comment: '' },
      ends_at: new Date(vigil.evaluator.now + hours * 3_600_000).toISOString(),
    });

  it('keep an alert from being told; it is when the silence ends before the alert', async () => {
    configure('webhook');
    silence(1);
    await vigil.fire();
    await vigil.wait(1_800);
    expect([receiver.received.length, waiting('webhook')]).toEqual([0, 0]);
    await vigil.wait(1_800);
    await vigil.wait(10);
    expect(states()).toEqual(['firing 1']);
  });

  it('keep what waits from being sent, and its end too', async () => {
    configure('webhook');
    receiver.answer = 500;
    await vigil.fire();
    await vigil.wait(10);
    silence(2);
    receiver.answer = 200;
    await vigil.wait(3_600);
    await vigil.recover();
    await vigil.wait(60);
    expect([states(), waiting('webhook')]).toEqual([[], 0]);
  });

  it('of an alert that was told leave its end to be told', async () => {
    configure('webhook');
    await vigil.fire();
    await vigil.wait(10);
    vigil.evaluator.alerts.acknowledge(id(), {});
    await vigil.wait(3_600);
    await vigil.recover();
    await vigil.wait(10);
    expect(states()).toEqual(['firing 1', 'resolved 1']);
  });

  it('in the wait are in time', async () => {
    configure('webhook');
    await vigil.fire();
    vigil.evaluator.alerts.acknowledge(id(), {});
    await vigil.wait(60);
    expect(receiver.received).toHaveLength(0);
    vigil.evaluator.alerts.unacknowledge(id());
    await vigil.wait(60);
    expect(states()).toEqual(['firing 1']);
  });
});

describe('a console', () => {
  it('that was started sends by itself', async () => {
    configure('webhook');
    vigil.channels.putRouting({ ...vigil.channels.routing(), group_wait_s: 0 });
    vigil.channels.start();
    await vigil.fire();
    await waitUntil(() => states().length === 1);
  });

  it('sends nothing twice where it cannot write down that it sent', async () => {
    configure('webhook');
    vigil.failure = new Error('the disk is full');
    await vigil.fire();
    await vigil.wait(10);
    await vigil.wait(3_600);
    expect([states(), waiting('webhook')]).toEqual([['firing 1'], 1]);
    vigil.failure = null;
    await vigil.wait(0);
    expect([states(), waiting('webhook')]).toEqual([['firing 1'], 0]);
  });

  it('that ended between an alert and its notification makes up for it', async () => {
    configure('webhook');
    await vigil.restart(15, () => vigil.fire());
    await vigil.wait(0);
    await vigil.wait(10);
    expect(states()).toEqual(['firing 1']);
    await vigil.restart(15, () => vigil.recover());
    await vigil.wait(0);
    await vigil.wait(10);
    expect(states()).toEqual(['firing 1', 'resolved 1']);
  });

  it('that ends while it sends lets go, and the next one sends the same again', async () => {
    configure('slack');
    configure('webhook');
    await vigil.fire();
    receiver.answer = 'hang';
    vigil.evaluator.now += 10_000;
    const sending = vigil.channels.deliver();
    // Both are under way at once: neither waits for the other.
    await waitUntil(() => receiver.received.length === 2);
    await vigil.restart(60);
    await sending;
    receiver.answer = 200;
    await vigil.wait(0);
    const ids = receiver.received
      .filter(({ path }) => path === '/hook')
      .map(({ headers }) => headers['idempotency-key']);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
    expect(receiver.taken()).toHaveLength(2);
  });

  it('gives up after a day, says so, and tells of no end', async () => {
    configure('webhook');
    receiver.answer = 404;
    await vigil.fire();
    for (let hour = 0; hour < 26; hour++) await vigil.wait(3_600);
    const [event] = vigil.evaluator.store.listEvents({ kinds: ['alert'], limit: 1 });
    expect(event).toMatchObject({ detail: { channel: 'webhook', state: 'given_up' } });
    expect(event?.title).toMatch(/^ModelNotLoaded could not be told by webhook for a day.*answered 404.*state the one/);
    receiver.answer = 200;
    await vigil.wait(3_600);
    await vigil.recover();
    await vigil.wait(3_600);
    expect([receiver.taken().length, waiting('webhook')]).toEqual([0, 0]);
  });

  it('takes back what waits for a channel that is switched off', async () => {
    configure('webhook');
    receiver.answer = 500;
    await vigil.fire();
    await vigil.wait(10);
    vigil.channels.put('webhook', { enabled: false });
    receiver.answer = 200;
    await vigil.wait(3_600);
    expect([receiver.taken().length, waiting('webhook')]).toEqual([0, 0]);
  });

  it('waits for as long as the receiver asks', async () => {
    configure('webhook');
    receiver.answer = 429;
    receiver.headers = { 'retry-after': '600' };
    await vigil.fire();
    await vigil.wait(10);
    receiver.answer = 200;
    await vigil.wait(599);
    expect(receiver.taken()).toHaveLength(0);
    await vigil.wait(1);
    expect(receiver.taken()).toHaveLength(1);
  });
});
