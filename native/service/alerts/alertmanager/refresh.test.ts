import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { waitUntil } from '../../../testing/patience.ts';
import { log, TellingConsole } from '../channels/testing/telling-console.ts';
import { AlertmanagerDouble } from './testing/alertmanager-double.ts';

let there: AlertmanagerDouble;
let vigil: TellingConsole;
beforeEach(async () => {
  vigil = new TellingConsole();
  there = await AlertmanagerDouble.open(() => vigil.evaluator.now);
  vigil.channels.put('alertmanager', { api: there.url });
});
afterEach(async () => {
  await vigil.close();
  await there.close();
});

/** What it was told last, and how many minutes that holds. */
const told = () =>
  (there.alerts.at(-1) ?? []).map(({ labels, endsAt }) => {
    const { alertname } = labels as { alertname: string };
    return `${alertname} ${(Date.parse(String(endsAt)) - vigil.evaluator.now) / 60_000}`;
  });
const waiting = () => vigil.channels.list().find(({ name }) => name === 'alertmanager')?.waiting;
const tries = () => there.asked.filter((one) => one === 'POST alerts').length;
const fire = async () => {
  await vigil.fire();
  await vigil.wait(10);
};

describe('what still fires', () => {
  it('is told again each minute until it is over, and is no notification', async () => {
    await fire();
    expect(told()).toEqual(['ModelNotLoaded 5']);
    for (let minute = 1; minute <= 3; minute++) {
      const before = there.alerts.length;
      await vigil.wait(30);
      await vigil.wait(30);
      expect([there.alerts.length, told(), waiting()]).toEqual([before + 1, ['ModelNotLoaded 5'], 0]);
    }
    const startsAt = there.alerts.flat().map((alert) => alert['startsAt']);
    expect(new Set(startsAt).size).toBe(1);
    await vigil.recover();
    await vigil.wait(10);
    expect(there.alerts.at(-1)).toMatchObject([
      { endsAt: expect.any(String), labels: { alertname: 'ModelNotLoaded' } },
    ]);
    expect(Date.parse(String(there.alerts.at(-1)?.[0]?.['endsAt']))).toBeLessThanOrEqual(vigil.evaluator.now);
    const last = there.alerts.length;
    await vigil.wait(600);
    expect(there.alerts).toHaveLength(last);
  });

  it('is not told again of an end that waits to be told', async () => {
    await fire();
    vigil.channels.putRouting({ ...vigil.channels.routing(), group_wait_s: 120 });
    await vigil.recover();
    const before = there.alerts.length;
    await vigil.wait(60);
    expect([there.alerts.length, waiting()]).toEqual([before, 1]);
    await vigil.wait(60);
    expect([there.alerts.length, waiting()]).toEqual([before + 1, 0]);
  });

  it('is told once it was forgotten, by a console that starts again too', async () => {
    await fire();
    there.forget();
    await vigil.wait(60);
    expect(told()).toEqual(['ModelNotLoaded 5']);
    there.forget();
    await vigil.restart(3_600);
    await vigil.wait(0);
    expect(told()).toEqual(['ModelNotLoaded 5']);
    expect(waiting()).toBe(0);
  });

  it('is told as soon as the Alertmanager is seen to have been started anew, or to be back', async () => {
    await fire();
    await vigil.channels.mirror();
    const before = there.alerts.length;
    await vigil.channels.mirror();
    expect(there.alerts).toHaveLength(before);
    vigil.evaluator.now += 1_000;
    there.forget();
    await vigil.channels.mirror();
    await waitUntil(() => there.alerts.length === 1);
    there.trouble = 500;
    await vigil.channels.mirror();
    there.trouble = null;
    await vigil.channels.mirror();
    await waitUntil(() => there.alerts.length === 2);
    expect(told()).toEqual(['ModelNotLoaded 5']);
  });

  it('is not told where it is silenced before, routed elsewhere, or the channel is off', async () => {
    const ends_at = new Date(vigil.evaluator.now + 3_600_000).toISOString();
    vigil.evaluator.alerts.addSilence({ matchers: { name: 'ModelNotLoaded' }, comment: '', ends_at });
    await fire();
    await vigil.wait(120);
    expect(there.alerts).toEqual([]);
    await vigil.wait(3_600);
    await vigil.wait(10);
    expect(told()).toEqual(['ModelNotLoaded 5']);
    const before = there.alerts.length;
    vigil.channels.putRouting({ ...vigil.channels.routing(), critical: ['desktop'] });
    await vigil.wait(120);
    vigil.channels.putRouting({ ...vigil.channels.routing(), critical: ['alertmanager'] });
    vigil.channels.put('alertmanager', { enabled: false });
    await vigil.wait(120);
    expect(there.alerts).toHaveLength(before);
    vigil.channels.put('alertmanager', { enabled: true });
    await vigil.wait(120);
    expect(there.alerts).toHaveLength(before + 1);
  });
});

describe('an Alertmanager that fails, falls silent and recovers', () => {
  it('is told of what it missed', async () => {
    there.trouble = 503;
    await fire();
    there.trouble = 'hang';
    vigil.timeout = 200;
    await vigil.wait(5);
    expect([there.alerts.length, waiting()]).toEqual([0, 1]);
    await vigil.restart(3_600);
    vigil.timeout = 30_000;
    there.trouble = null;
    await vigil.wait(0);
    expect([told(), waiting()]).toEqual([['ModelNotLoaded 5'], 0]);
  });

  it('is told again ever more seldom while it fails, and says so on the channel', async () => {
    await fire();
    const warn = vi.spyOn(log, 'warn');
    there.trouble = 503;
    const triesIn = async (minutes: number) => {
      const before = tries();
      for (let second = 0; second < minutes * 60; second += 15) await vigil.wait(15);
      return tries() - before;
    };
    expect([await triesIn(10), await triesIn(60), await triesIn(60)]).toEqual([7, 6, 6]);
    const channel = () => vigil.channels.list().find(({ name }) => name === 'alertmanager');
    expect(channel()?.last_error).toMatch(/answered 503/);
    expect(warn.mock.calls).toHaveLength(1);
    warn.mockRestore();
    there.trouble = null;
    expect(await triesIn(11)).toBeGreaterThanOrEqual(1);
    expect(Date.parse(channel()?.last_success_at ?? '')).toBeGreaterThan(Date.parse(channel()?.last_error_at ?? ''));
    expect(told()).toHaveLength(1);
  });

  it('does not keep a console from ending', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    await fire();
    const { port } = silent.address() as { port: number };
    vigil.channels.put('alertmanager', { api: `http://127.0.0.1:${port}` });
    const asked = new Promise((resolve) => silent.once('request', resolve));
    vigil.evaluator.now += 60_000;
    const delivering = vigil.channels.deliver();
    await asked;
    await vigil.channels.stop();
    await delivering;
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
  });
});
