import { hostname } from 'node:os';
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

const HOUR = 3_600_000;
const later = (ms: number) => new Date(vigil.evaluator.now + ms).toISOString();
const add = (matchers: object = { name: 'ModelNotLoaded' }, comment = 'lamp') =>
  vigil.evaluator.alerts.addSilence({ matchers, comment, author: 'Ada', ends_at: later(HOUR) });
const here = () => vigil.evaluator.alerts.silences().silences;
const inForce = () => here().filter(({ active }) => active);
const isSilenced = () => vigil.evaluator.alerts.list({ state: 'firing', limit: 1 }).alerts[0]?.silenced_until != null;
const mirror = () => vigil.channels.mirror();
const channel = () => vigil.channels.list().find(({ name }) => name === 'alertmanager');
const created = () => there.asked.filter((one) => one === 'POST silences').length;

describe('a silence made here', () => {
  it('is made there once, and is not taken for one of theirs', async () => {
    add({ name: 'HighPSI', labels: { feature: 'brightness' } });
    expect(here()).toMatchObject([{ source: 'vigil', expression: null, alertmanager: 'waiting' }]);
    await mirror();
    await mirror();
    const of = (name: string, value: string) => ({ name, value, isRegex: false, isEqual: true });
    expect(there.silences).toMatchObject([
      {
        matchers: [of('alertname', 'HighPSI'), of('instance', hostname()), of('feature', 'brightness')],
        ...{ comment: 'lamp', createdBy: 'Ada', endsAt: later(HOUR) },
      },
    ]);
    expect(here()).toMatchObject([{ source: 'vigil', alertmanager: 'there' }]);
    await vigil.restart(60);
    await mirror();
    expect([created(), here().length]).toEqual([1, 1]);
  });

  it('without words is given some there, and keeps none here', async () => {
    const ends_at = later(HOUR);
    vigil.evaluator.alerts.addSilence({ matchers: { name: 'HighPSI' }, comment: '', ends_at });
    await mirror();
    await mirror();
    expect(there.silences).toMatchObject([{ comment: 'Silenced in Vigil', createdBy: 'Vigil' }]);
    expect(here()).toMatchObject([{ comment: '', author: null, ends_at }]);
  });

  it('is over there when it is ended here, and here when it is expired there', async () => {
    const one = add();
    const other = add({ component: 'drift' });
    await mirror();
    vigil.evaluator.alerts.endSilence(one.id);
    expect(here().find(({ id }) => id === one.id)).toMatchObject({ active: false, alertmanager: 'waiting' });
    await mirror();
    expect(there.active()).toHaveLength(1);
    there.expire(there.active()[0]?.id ?? '');
    await mirror();
    await mirror();
    expect(inForce()).toEqual([]);
    expect(here().map(({ id, alertmanager }) => [id, alertmanager])).toEqual([
      [other.id, null],
      [one.id, null],
    ]);
    expect(there.asked.filter((one) => one.startsWith('DELETE'))).toHaveLength(1);
  });

  it('has the end and words that it is given there, also just before it runs out here', async () => {
    add();
    await mirror();
    const id = there.active()[0]?.id ?? '';
    there.edit(id, { endsAt: later(2 * HOUR), comment: 'both lamps' });
    await mirror();
    expect(here()).toMatchObject([{ source: 'vigil', comment: 'both lamps', author: 'Ada', ends_at: later(2 * HOUR) }]);
    there.edit(id, { endsAt: later(3 * HOUR) });
    vigil.evaluator.now += 2 * HOUR;
    expect(inForce()).toEqual([]);
    await mirror();
    expect(inForce()).toMatchObject([{ ends_at: later(HOUR) }]);
    expect(there.active()).toHaveLength(1);
  });

  it('is made once where the answer was lost, and where the console was killed before it was kept', async () => {
    add();
    there.losesAnswers = true;
    await mirror();
    expect([created(), here()[0]?.alertmanager]).toEqual([1, 'unreachable']);
    there.losesAnswers = false;
    await vigil.restart(1);
    await mirror();
    expect([created(), there.active().length, here().length, here()[0]?.alertmanager]).toEqual([1, 1, 1, 'there']);
  });

  it('that it refuses keeps nothing else from being mirrored, and is offered again ever more seldom', async () => {
    // Its clock is ahead.
    there.now = () => vigil.evaluator.now + 2 * HOUR;
    add();
    const id = there.silence([{ name: 'alertname', value: 'HighPSI' }]);
    await mirror();
    await mirror();
    expect(created()).toBe(1);
    expect(here().map(({ source, alertmanager }) => `${source} ${alertmanager}`)).toContain('vigil waiting');
    expect(here().some(({ source, active }) => source === 'alertmanager' && active)).toBe(true);
    vigil.evaluator.now += 5_000;
    await mirror();
    expect(created()).toBe(2);
    there.expire(id);
    await mirror();
    expect(inForce()).toMatchObject([{ source: 'vigil' }]);
  });

  it.each([
    { labels: { severity: 'critical' } },
    { name: 'HighPSI', labels: { feature: '' } },
    { labels: { 'a.b': 'c' } },
  ])('that is of no alert there could be is not made there: %j', async (matchers) => {
    add(matchers);
    await mirror();
    expect([created(), here()[0]?.alertmanager]).toEqual([0, null]);
  });
});

describe('a silence made there', () => {
  it('is in force here with its author, comment and end, and ends in both when it is ended here', async () => {
    await vigil.fire();
    there.silence([{ name: 'alertname', value: 'Model.*', isRegex: true }], { comment: 'planned', createdBy: 'Grace' });
    await mirror();
    await mirror();
    expect(here()).toMatchObject([
      {
        ...{ source: 'alertmanager', expression: '{alertname=~"Model.*"}', matchers: {}, alertmanager: 'there' },
        ...{ comment: 'planned', author: 'Grace', ends_at: later(HOUR), active: true, alerts: 1 },
      },
    ]);
    expect(isSilenced()).toBe(true);
    vigil.evaluator.alerts.endSilence(here()[0]?.id ?? 0);
    await mirror();
    await mirror();
    expect([isSilenced(), there.active().length, here().length, created()]).toEqual([false, 0, 1, 0]);
  });

  it('is in force here for an alert that there is, whatever its labels', async () => {
    vigil.evaluator.set('drift_new_classes', 2, { line: 'a' });
    await vigil.evaluator.tick();
    there.silence([{ name: 'line', value: 'a' }]);
    there.silence([{ name: 'line', value: 'b' }]);
    await mirror();
    expect(here()).toMatchObject([{ matchers: { labels: { line: 'a' } }, alerts: 1 }]);
  });

  it('that cannot be read is not followed, which is logged once', async () => {
    const warn = vi.spyOn(log, 'warn');
    there.silence([{ name: 'alertname', value: '(?=High).*', isRegex: true }]);
    there.silence([{ name: 'alertname', value: 'HighPSI' }]);
    await mirror();
    await mirror();
    expect(warn.mock.calls).toEqual([[{}, expect.stringContaining('is not followed: {alertname=~"(?=High).*"}')]]);
    warn.mockRestore();
    expect(inForce()).toMatchObject([{ matchers: { name: 'HighPSI' } }]);
  });

  it('ends here when it is expired there, and the one that took its place is in force', async () => {
    const old = there.silence([{ name: 'alertname', value: 'HighPSI' }]);
    await mirror();
    there.expire(old);
    there.silence([{ name: 'alertname', value: 'CriticalPSI' }]);
    await mirror();
    expect(inForce()).toMatchObject([{ matchers: { name: 'CriticalPSI' } }]);
    expect(here()).toHaveLength(2);
  });

  it('is not shown where it is of others, has not begun, or is over', async () => {
    there.silence([{ name: 'alertname', value: 'DiskFull' }]);
    there.silence([{ name: 'team', value: 'payments' }]);
    there.silence([
      { name: 'alertname', value: 'HighPSI' },
      { name: 'instance', value: 'elsewhere.example' },
    ]);
    there.silence([{ name: 'alertname', value: 'HighPSI' }], { startsAt: later(60_000) });
    there.silence([{ name: 'alertname', value: 'HighPSI' }], { endsAt: later(-1) });
    await mirror();
    expect(here()).toEqual([]);
    vigil.evaluator.now += 60_000;
    await mirror();
    expect(inForce()).toMatchObject([{ matchers: { name: 'HighPSI' } }]);
  });
});

describe('an Alertmanager', () => {
  it('that fails, falls silent and recovers leaves all in force meanwhile, and is said to be away', async () => {
    await vigil.fire();
    there.silence([{ name: 'component', value: 'model' }]);
    await mirror();
    there.trouble = 503;
    await mirror();
    expect(here()).toMatchObject([{ active: true, alertmanager: 'unreachable' }]);
    expect(channel()?.last_error).toMatch(/answered 503/);
    vigil.timeout = 200;
    there.trouble = 'stall';
    await mirror();
    expect(channel()?.last_error).toMatch(/did not answer within 200 ms/);
    there.trouble = 'hang';
    vigil.timeout = 201;
    const added = add({ component: 'drift' });
    await mirror();
    expect(channel()?.last_error).toMatch(/did not answer within 201 ms/);
    expect([isSilenced(), here().every(({ alertmanager }) => alertmanager === 'unreachable')]).toEqual([true, true]);
    vigil.evaluator.alerts.endSilence(here().find(({ source }) => source === 'alertmanager')?.id ?? 0);
    await vigil.restart(1);
    there.trouble = null;
    vigil.timeout = 30_000;
    await mirror();
    expect(there.active()).toMatchObject([{ comment: 'lamp' }]);
    expect(inForce()).toMatchObject([{ id: added.id, alertmanager: 'there' }]);
  });

  it('that fails for long is logged once, and once when it is back', async () => {
    const [warn, info] = [vi.spyOn(log, 'warn'), vi.spyOn(log, 'info')];
    there.trouble = 500;
    for (let k = 0; k < 50; k++) await mirror();
    there.trouble = null;
    for (let k = 0; k < 5; k++) await mirror();
    expect(warn.mock.calls).toEqual([[{}, expect.stringMatching(/^Silences cannot be mirrored: .*answered 500/)]]);
    expect(info.mock.calls).toEqual([[{}, 'silences are mirrored again']]);
    for (const spy of [warn, info]) spy.mockRestore();
  });

  it('that is away lets silences end here at the end that was known', async () => {
    there.silence([{ name: 'component', value: 'model' }]);
    await mirror();
    there.trouble = 500;
    vigil.evaluator.now += HOUR;
    await mirror();
    expect([inForce(), here()[0]?.alertmanager]).toEqual([[], null]);
  });

  it('that has forgotten everything is given all of it again', async () => {
    add();
    const id = there.silence([{ name: 'alertname', value: 'High.*', isRegex: true }]);
    await mirror();
    there.forget();
    await mirror();
    await mirror();
    expect(
      there
        .active()
        .map(({ createdBy }) => createdBy)
        .sort(),
    ).toEqual(['Ada', 'Grace']);
    expect(there.active().map((one) => one.id)).not.toContain(id);
    expect(
      here()
        .map(({ source }) => source)
        .sort(),
    ).toEqual(['alertmanager', 'vigil']);
    expect(inForce().every(({ alertmanager }) => alertmanager === 'there')).toBe(true);
  });

  it('that is another is given what was made here, and not what was made in the first', async () => {
    add();
    there.silence([{ name: 'alertname', value: '.+', isRegex: true }]);
    await mirror();
    const other = await AlertmanagerDouble.open(there.now);
    vigil.channels.put('alertmanager', { api: other.url });
    await mirror();
    expect(other.silences.map(({ createdBy }) => createdBy)).toEqual(['Ada']);
    expect(inForce().map(({ source }) => source)).toEqual(['vigil']);
    await other.close();
  });

  it('that is still joining its cluster is not taken at its word', async () => {
    add();
    await mirror();
    there.forget();
    there.cluster = 'settling';
    await mirror();
    expect([created(), channel()?.last_error]).toEqual([1, expect.stringContaining('joining its cluster')]);
    there.cluster = 'ready';
    await mirror();
    expect(created()).toBe(2);
  });

  it.each([
    ['something else', { body: '<html>' }, /is not what Alertmanager answers/],
    ['half of it', { body: '{"uptime": 3}' }, /is not what Alertmanager answers/],
    ['too much', { body: ' '.repeat(17 * 2 ** 20) }, /more than 16777216 bytes/],
  ])('that says %s changes nothing here', async (_, trouble, reason) => {
    there.silence([{ name: 'component', value: 'model' }]);
    await mirror();
    there.trouble = trouble;
    await mirror();
    expect(channel()?.last_error).toMatch(reason);
    expect(inForce()).toHaveLength(1);
  });

  it('that leads elsewhere is not followed', async () => {
    const elsewhere = await AlertmanagerDouble.open(there.now);
    there.redirect = `${elsewhere.url}/api/v2/status`;
    add();
    await mirror();
    expect([elsewhere.asked, here()[0]?.alertmanager]).toEqual([[], 'unreachable']);
    expect(channel()?.last_error).toContain('Redirects are not followed');
    await elsewhere.close();
  });

  it('that is switched off or taken away is asked nothing', async () => {
    vigil.channels.put('alertmanager', { enabled: false });
    add();
    await mirror();
    vigil.channels.put('alertmanager', { enabled: true, api: null });
    await mirror();
    expect([there.asked, here()[0]?.alertmanager]).toEqual([[], null]);
  });
});

describe('a console', () => {
  it('that was started mirrors by itself what is done here, and lets go of an answer that does not come', async () => {
    vigil.channels.start();
    const { id } = add();
    await waitUntil(() => there.active().length === 1);
    await waitUntil(() => here()[0]?.alertmanager === 'there');
    vigil.evaluator.alerts.endSilence(id);
    await waitUntil(() => there.active().length === 0);
    there.trouble = 'hang';
    const before = there.asked.length;
    add();
    await waitUntil(() => there.asked.length > before);
    await vigil.restart(1);
  });
});
