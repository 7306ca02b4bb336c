import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findRule } from '../../../alerts/rules/index.ts';
import { INHIBITIONS } from '../../../alerts/rules/inhibition.ts';
import { Routes } from './routes.ts';
import { Receiver } from './testing/receiver.ts';
import { TellingConsole } from './testing/telling-console.ts';

let receiver: Receiver;
let vigil: TellingConsole;
beforeEach(async () => {
  receiver = await Receiver.open();
  vigil = new TellingConsole();
  vigil.channels.put('webhook', { url: `${receiver.url}/hook` });
});
afterEach(async () => {
  await vigil.close();
  await receiver.close();
});

/** Above 0.25 fires HighPSI, above 0.5 CriticalPSI, too. */
const psi = async (value: number, feature = 'brightness') => {
  vigil.evaluator.set('drift_feature_psi', value, { feature });
  vigil.evaluator.set('drift_feature_psi_floor', 0.01, { feature });
  vigil.evaluator.set('drift_feature_alarm', 1, { feature });
  await vigil.evaluator.tick();
};
const setRule = async (...change: Parameters<typeof vigil.evaluator.alerts.setRule>) => {
  vigil.evaluator.alerts.setRule(...change);
  await vigil.evaluator.tick();
};
interface Sent {
  status: string;
  labels: { alertname: string; feature?: string };
}
const told = () =>
  receiver
    .taken()
    .filter(({ path }) => path === '/hook')
    .flatMap(({ body }) => body['alerts'] as Sent[])
    .map(({ status, labels }) => `${labels.alertname} ${labels.feature ?? ''} ${status}`);

describe('an inhibited alert', () => {
  it('is not told while what inhibits it fires; it is when that ends before it', async () => {
    await psi(0.9);
    await psi(0.3, 'contrast');
    await vigil.wait(10);
    await vigil.wait(3_600);
    expect(told().toSorted()).toEqual(['CriticalPSI brightness firing', 'HighPSI contrast firing']);
    await setRule('CriticalPSI', { enabled: false });
    await vigil.wait(0);
    await vigil.wait(10);
    expect(told().slice(2).toSorted()).toEqual(['CriticalPSI brightness resolved', 'HighPSI brightness firing']);
    await setRule('HighPSI', { enabled: false });
    await vigil.wait(10);
    expect(told().slice(4).toSorted()).toEqual(['HighPSI brightness resolved', 'HighPSI contrast resolved']);
  });

  it('that is met no longer is not told when what inhibits it ends; it is where it is met again', async () => {
    await psi(0.9);
    await vigil.wait(10);
    await psi(0.1);
    await setRule('CriticalPSI', { enabled: false });
    expect(vigil.evaluator.list()).toContain('HighPSI firing');
    await vigil.wait(0);
    await vigil.wait(60);
    expect(told()).toEqual(['CriticalPSI brightness firing', 'CriticalPSI brightness resolved']);
    await psi(0.3);
    await vigil.wait(0);
    await vigil.wait(10);
    expect(told().slice(2)).toEqual(['HighPSI brightness firing']);
  });

  it('that nobody was told of ends without a word', async () => {
    await psi(0.9);
    await vigil.wait(10);
    await setRule('HighPSI', { enabled: false });
    await vigil.wait(60);
    expect(told()).toEqual(['CriticalPSI brightness firing']);
  });

  it('that was told before is told to be over', async () => {
    await psi(0.3);
    await vigil.wait(10);
    await psi(0.9);
    await vigil.wait(10);
    await setRule('HighPSI', { enabled: false });
    await vigil.wait(10);
    expect(told()).toEqual([
      'HighPSI brightness firing',
      'CriticalPSI brightness firing',
      'HighPSI brightness resolved',
    ]);
  });

  it('is in time where it is inhibited in the wait, also for its end', async () => {
    vigil.channels.putRouting({ ...vigil.channels.routing(), group_wait_s: 60 });
    await psi(0.3);
    expect(vigil.channels.list().find(({ name }) => name === 'webhook')?.waiting).toBe(1);
    await psi(0.9);
    await vigil.wait(60);
    await setRule('HighPSI', { enabled: false });
    await vigil.wait(60);
    expect(told()).toEqual(['CriticalPSI brightness firing']);
  });

  it('is as quiet where what inhibits it is silenced or acknowledged, as in Alertmanager', async () => {
    const { alerts, now } = vigil.evaluator;
    alerts.addSilence({
      ...{ matchers: { name: 'CriticalPSI' }, comment: '' },
      ends_at: new Date(now + 3_600_000).toISOString(),
    });
    await psi(0.9);
    await vigil.wait(60);
    expect(told()).toEqual([]);
  });

  it('is told where nobody is told of what inhibits it', async () => {
    vigil.channels.put('pagerduty', { key: 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6', api: `${receiver.url}/v2/enqueue` });
    vigil.channels.putRouting({ ...vigil.channels.routing(), critical: ['pagerduty'] });
    await psi(0.9);
    await vigil.wait(10);
    expect(told()).toEqual(['HighPSI brightness firing']);
    const sent = receiver.taken().filter(({ path }) => path === '/v2/enqueue');
    expect(sent.map(({ body }) => (body['payload'] as { summary: string }).summary)).toEqual([
      expect.stringContaining('CriticalPSI'),
    ]);
  });
});

it('by default whoever would be told of an alert is told of whatever inhibits it', () => {
  const routes = new Routes({ getSetting: () => null, putSetting: () => undefined });
  const channelsOf = (name: string) =>
    routes.channelsOf({ rule: name, severity: findRule(name)?.severity ?? expect.fail(name) });
  for (const { by, rules } of INHIBITIONS) {
    for (const rule of rules) {
      const missing = [...channelsOf(rule)].filter((channel) => !channelsOf(by).has(channel));
      expect(missing, `${by} inhibits ${rule}`).toEqual([]);
    }
  }
});
