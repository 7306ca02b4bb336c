import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertFacts } from './alert-types.ts';
import { openStore } from './open.ts';
import { START, temporaryFolders } from './testing/records.ts';
import type { Store } from './types.ts';

const folders = temporaryFolders();
let folder: string;
let store: Store;
beforeEach(() => {
  folder = folders.make();
  store = openStore(folder);
});
afterEach(() => {
  store.close();
  folders.remove();
});

const facts = (changes: Partial<AlertFacts> = {}): AlertFacts => ({
  rule: 'HighLatency',
  labels: {},
  state: 'pending',
  phase: '{"phase":"pending"}',
  evaluated_at: START,
  severity: 'warning',
  component: 'api',
  summary: 'Detection is slow',
  description: 'It takes 612 ms',
  value: 612.25,
  comparator: '>',
  threshold: 500,
  unit: 'ms',
  series: 'latency_ms',
  runbook: 'docs/runbooks/HighLatency.md',
  started_at: START,
  fired_at: null,
  resolved_at: null,
  resolved_reason: null,
  ...changes,
});
const NOT_ACKNOWLEDGED = { acknowledged_at: null, acknowledged_by: null, comment: null };

describe('alerts', () => {
  it('come back as they were written, also after the console has ended', () => {
    const labelled = facts({ rule: 'HighPSI', labels: { gpu: '1', feature: 'brightness' }, value: null });
    const ids = store.alerts.keep(
      [
        { id: null, facts: facts() },
        { id: null, facts: labelled },
      ],
      [],
    );
    store.alerts.acknowledge(ids[0] as number, { at: START + 1, by: 'Ada', comment: 'lamp' });
    store.close();
    store = openStore(folder);
    expect(store.alerts.open()).toEqual([
      { id: ids[0], ...facts(), acknowledged_at: START + 1, acknowledged_by: 'Ada', comment: 'lamp' },
      { id: ids[1], ...labelled, ...NOT_ACKNOWLEDGED },
    ]);
  });

  it('are updated with their acknowledgement left alone, resolved, and forgotten', () => {
    const [id, other] = store.alerts.keep(
      [
        { id: null, facts: facts() },
        { id: null, facts: facts({ rule: 'HighPSI' }) },
      ],
      [],
    ) as [number, number];
    store.alerts.acknowledge(id, { at: START, by: null, comment: null });
    const over = facts({ state: 'resolved', fired_at: START, resolved_at: START + 9, resolved_reason: 'no_data' });
    expect(store.alerts.keep([{ id, facts: over }], [other])).toEqual([id]);
    expect(store.alerts.open()).toEqual([]);
    expect(store.alerts.get(other)).toBeNull();
    expect(store.alerts.resolved(10)).toEqual([{ id, ...over, ...NOT_ACKNOWLEDGED, acknowledged_at: START }]);
    store.alerts.acknowledge(id, null);
    expect(store.alerts.get(id)).toMatchObject(NOT_ACKNOWLEDGED);
  });

  it('of one rule and the same labels are open once, whatever the order of the labels', () => {
    store.alerts.keep([{ id: null, facts: facts({ labels: { a: '1', b: '2' } }) }], []);
    const again = () => store.alerts.keep([{ id: null, facts: facts({ labels: { b: '2', a: '1' } }) }], []);
    expect(again).toThrow();
    expect(store.alerts.open()).toHaveLength(1);
    const [open] = store.alerts.open();
    store.alerts.keep([{ id: open?.id ?? 0, facts: facts({ labels: { a: '1', b: '2' }, state: 'resolved' }) }], []);
    again();
    expect(store.alerts.open()).toHaveLength(1);
  });

  it('that are resolved are kept up to 20,000, the newest, and those that are open whatever their age', () => {
    const [oldest] = store.alerts.keep([{ id: null, facts: facts({ rule: 'Open' }) }], []);
    for (let k = 0; k < 41; k++) {
      const batch = Array.from({ length: 500 }, () => ({ id: null, facts: facts({ state: 'resolved' }) }));
      store.alerts.keep(batch, []);
    }
    const resolved = store.alerts.resolved(30_000);
    expect([resolved.length, resolved[0]?.id, resolved.at(-1)?.id]).toEqual([20_000, 20_501, 502]);
    expect(store.alerts.open().map(({ id }) => id)).toEqual([oldest]);
  });
});

it('what is set of rules is kept, and an empty setting is the default again', () => {
  store.alerts.override('HighLatency', { threshold: 800, for_s: 0 });
  store.alerts.override('HighPSI', { enabled: false });
  store.alerts.override('CriticalPSI', { enabled: true });
  store.alerts.override('HighPSI', {});
  expect(store.alerts.overrides()).toEqual(
    new Map([
      ['CriticalPSI', { enabled: true }],
      ['HighLatency', { threshold: 800, for_s: 0 }],
    ]),
  );
});

it('silences are kept until 30 days after their end, and can be ended once', () => {
  const day = 24 * 60 * 60_000;
  const silence = (days: number) => ({
    source: 'vigil' as const,
    there: null,
    matchers: { component: 'drift', labels: { feature: 'brightness' } },
    comment: 'lamp',
    author: null,
    starts_at: START + days * day,
    ends_at: START + (days + 1) * day,
  });
  const [first, second] = [store.alerts.addSilence(silence(0)), store.alerts.addSilence(silence(20))];
  expect(store.alerts.silences()).toEqual([
    { id: second, ...silence(20) },
    { id: first, ...silence(0) },
  ]);
  expect(store.alerts.endSilence(second, START + 20.5 * day)).toBe(true);
  expect(store.alerts.endSilence(second, START + 20.6 * day)).toBe(false);
  expect(store.alerts.silences()[0]?.ends_at).toBe(START + 20.5 * day);
  const third = store.alerts.addSilence(silence(40));
  expect(store.alerts.silences().map(({ id }) => id)).toEqual([third, second]);
});

it('a silence is changed alone in what is stated, and keeps what an Alertmanager knows of it', () => {
  const matchers = [{ name: 'alertname', value: 'High.*', isRegex: true, isEqual: false }];
  const there = { api: 'http://127.0.0.1:9093', id: 'a1', ends_at: START + 9 };
  const facts = { comment: 'lamp', author: 'Ada', starts_at: START, ends_at: START + 9, there };
  const id = store.alerts.addSilence({ source: 'alertmanager', matchers, ...facts });
  store.alerts.changeSilence(id, { ends_at: START + 5, there: { ...there, ends_at: null } });
  store.alerts.changeSilence(id + 1, { comment: 'nowhere' });
  const kept = { id, source: 'alertmanager', matchers, ...facts };
  expect(store.alerts.silences()).toEqual([{ ...kept, ends_at: START + 5, there: { ...there, ends_at: null } }]);
  store.alerts.changeSilence(id, { comment: 'both lamps', author: null, there: null });
  expect(store.alerts.silences()).toMatchObject([
    { comment: 'both lamps', author: null, ends_at: START + 5, there: null },
  ]);
});
