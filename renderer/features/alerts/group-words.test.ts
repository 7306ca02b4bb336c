import { expect, it } from 'vitest';
import { groupAlerts } from './alert-groups.ts';
import {
  countWords,
  furthest,
  inhibitsRules,
  inhibitsWords,
  memberWords,
  rangeWords,
  someWords,
  spanOf,
} from './group-words.ts';
import { alert } from './testing/samples.ts';

const of = (value: number | null, labels: Record<string, string> = {}) => alert({ value, labels, unit: null });

it('counts what its alerts are of, and names some of them', () => {
  expect(countWords([of(1, { feature: 'a' }), of(2, { feature: 'b' })])).toBe('2 features');
  expect(countWords([of(1, { gpu: '0' }), of(2, { gpu: '1' })])).toBe('2 GPUs');
  expect(countWords([of(1, { feature: 'a' }), of(2)])).toBe('2 alerts');
  const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((feature) => of(1, { feature }));
  expect(memberWords(many.slice(0, 6))).toBe('a, b, c, d, e, f');
  expect(memberWords(many)).toBe('a, b, c, d, e and 2 more');
});

it('knows the one that is furthest beyond the threshold, on whichever side', () => {
  const alerts = [of(0.3), of(2.4), of(null), of(0.9)] as const;
  expect(furthest(alerts).value).toBe(2.4);
  const below = [
    { ...of(40), comparator: '<' as const },
    { ...of(20), comparator: '<' as const },
  ] as const;
  expect(furthest(below).value).toBe(20);
  expect(rangeWords(alerts)).toBe('0.3 to 2.4');
  expect(rangeWords([alert({ value: 620 }), alert({ value: 1_200 })])).toBe('620 to 1,200 ms');
  expect(rangeWords([of(1), of(1)])).toBe('1');
  expect(rangeWords([of(null)])).toBe('not known');
});

it('lasts from the first to the last, and on while one of them does', () => {
  const from = (started_at: string, resolved_at: string | null) => ({ started_at, resolved_at });
  const [early, late] = [
    from('2025-01-01T10:00:00.000Z', '2025-01-01T11:00:00.000Z'),
    from('2025-01-01T10:30:00.000Z', '2025-01-01T12:00:00.000Z'),
  ];
  expect(spanOf([late, early])).toEqual(from('2025-01-01T10:00:00.000Z', '2025-01-01T12:00:00.000Z'));
  expect(spanOf([late, { ...early, resolved_at: null }]).resolved_at).toBeNull();
});

it('says how many of several, and what it keeps quiet', () => {
  expect([someWords(0, 3, 'silenced'), someWords(2, 3, 'silenced'), someWords(3, 3, 'silenced')]).toEqual([
    ...['', '2 of 3 silenced', 'silenced'],
  ]);
  const inhibited_by = { id: 1, name: 'HighLatency', because: '' };
  const [alone] = groupAlerts([alert()]).firing;
  const [group] = groupAlerts([
    alert(),
    ...[2, 3].map((id) => alert({ id, name: 'HighPSI', inhibited_by })),
    alert({ id: 4, name: 'DriftDetected', inhibited_by }),
  ]).firing;
  if (alone === undefined || group === undefined) expect.fail();
  expect([inhibitsWords(alone), inhibitsWords(group), inhibitsRules(group)]).toEqual([
    ...['', 'Inhibits 3 alerts', '2 HighPSI, 1 DriftDetected'],
  ]);
});
