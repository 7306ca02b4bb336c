import { expect, it } from 'vitest';
import type { SilenceRow } from '../../../store/alert-types.ts';
import type { TheirSilence } from './client.ts';
import { plan, type Scene } from './plan.ts';

const NOW = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60_000;
const scene: Scene = { api: 'http://a', machine: 'line-1', now: NOW, concerns: () => true };
const is = (name: string, value: string) => ({ name, value, isRegex: false, isEqual: true });

const found = (changes: Partial<TheirSilence> = {}): TheirSilence => ({
  ...{ id: 't1', status: { state: 'active' }, matchers: [is('instance', 'line-1'), is('alertname', 'HighPSI')] },
  ...{ comment: 'lamp', createdBy: 'Ada', startsAt: NOW - MINUTE, endsAt: NOW + MINUTE },
  ...changes,
});
const made = (changes: Partial<SilenceRow> = {}): SilenceRow =>
  ({
    ...{ id: 7, source: 'vigil', matchers: { name: 'HighPSI' }, comment: 'lamp', author: 'Ada' },
    ...{ starts_at: NOW - MINUTE, ends_at: NOW + MINUTE, there: { api: 'http://a', id: 't1', ends_at: NOW + MINUTE } },
    ...changes,
  }) as SilenceRow;
const there = (changes: object) => ({ api: 'http://a', id: 't1', ends_at: NOW + MINUTE, ...changes });

it('has nothing to do where both are the same', () => {
  expect(plan([made()], [found()], scene)).toEqual([]);
  expect(plan([], [], scene)).toEqual([]);
});

it('leaves one alone that runs out on two clocks that differ', () => {
  const end = NOW - 1;
  const over = made({ ends_at: end, there: there({ ends_at: end }) });
  expect(plan([over], [found({ endsAt: end })], scene)).toEqual([]);
});

it('never takes up again what is over there, whatever a member of the cluster says', () => {
  const ended = made({ ends_at: NOW - 1, there: there({ ends_at: null }) });
  expect(plan([ended], [found()], scene)).toEqual([]);
});

it('ends there, again and again, what was ended here', () => {
  const ended = made({ ends_at: NOW - 1 });
  const expire = [{ do: 'expire', there: 't1' }];
  expect(plan([ended], [found()], scene)).toEqual(expire);
  expect(plan([ended], [found()], scene)).toEqual(expire);
  const [seen] = plan([ended], [found({ status: { state: 'expired' }, endsAt: NOW })], scene);
  expect(seen).toEqual({ do: 'change', id: 7, changes: { there: there({ ends_at: null }) } });
});

it('makes one anew where the machine has another name now', () => {
  const step = { do: 'create', id: 7, replaced: 't1' };
  expect(plan([made()], [found()], { ...scene, machine: 'line-2' })).toEqual([step]);
});

it('knows one by its id at another address of the same cluster', () => {
  const changes = expect.objectContaining({ there: { ...there({}), api: 'http://b' }, ends_at: NOW + MINUTE });
  expect(plan([made()], [found()], { ...scene, api: 'http://b' })).toEqual([{ do: 'change', id: 7, changes }]);
});

it('takes the very same one there for ours, once, and no other', () => {
  const rows = [made({ there: null }), made({ id: 8, there: null })];
  const other = found({ id: 't2', comment: 'other lamp' });
  const steps = plan(rows, [other, found()], scene);
  expect(steps).toMatchObject([
    { do: 'change', id: 7, changes: { there: there({}) } },
    { do: 'create', id: 8, replaced: null },
    { do: 'add', silence: { source: 'alertmanager', comment: 'other lamp', there: there({ id: 't2' }) } },
  ]);
  expect(steps).toHaveLength(3);
});

it('cuts words that are longer than ours may be, and does not take that for an edit', () => {
  const long = found({ comment: 'x'.repeat(5_000), createdBy: '' });
  const [step] = plan([], [long], scene);
  const silence = step?.do === 'add' ? step.silence : expect.fail();
  expect([silence.comment.length, silence.author]).toEqual([2_000, null]);
  expect(plan([{ id: 1, ...silence }], [long], scene)).toEqual([]);
});
