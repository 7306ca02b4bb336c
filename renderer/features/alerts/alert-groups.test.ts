import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../native/contract/http/alerts.ts';
import { type AlertGroup, groupAlerts, pathTo, rowsOf } from './alert-groups.ts';
import { alert } from './testing/samples.ts';

const by = (id: number, name: string) => ({ inhibited_by: { id, name, because: 'It says no more.' } });
const of = (id: number, name: string, feature: string, change: Partial<Alert> = {}) =>
  alert({ id, name, labels: { feature }, ...change });
const idsOf = (groups: readonly AlertGroup[]) => groups.map(({ alerts }) => alerts.map(({ id }) => id));

const SHARE = alert({ id: 1, name: 'EvidentlyCriticalDriftShare', severity: 'critical' });
const INHIBITED = by(1, SHARE.name);
const DRIFT = [
  SHARE,
  of(2, 'CriticalPSI', 'brightness', { severity: 'critical', ...INHIBITED }),
  of(3, 'HighPSI', 'brightness', INHIBITED),
  of(4, 'HighPSI', 'contrast', INHIBITED),
  of(5, 'DriftDetected', 'brightness', { state: 'pending', ...INHIBITED }),
  of(6, 'NewClass', 'a', { severity: 'info' }),
  of(7, 'NewClass', 'b', { severity: 'info' }),
];

describe('groups', () => {
  it('are of one rule and state, in the order of the console', () => {
    const alerts = [
      of(1, 'CriticalPSI', 'a'),
      of(2, 'HighPSI', 'b'),
      of(3, 'CriticalPSI', 'c'),
      of(4, 'HighPSI', 'd', { state: 'pending' }),
    ];
    const { firing, pending, resolved } = groupAlerts(alerts);
    expect([idsOf(firing), idsOf(pending), idsOf(resolved)]).toEqual([[[1, 3], [2]], [[4]], []]);
  });

  it('have what they inhibit with them, pending or not, and nowhere else', () => {
    const { firing, pending } = groupAlerts(DRIFT);
    expect(idsOf(firing)).toEqual([[1], [6, 7]]);
    expect(pending).toEqual([]);
    expect(idsOf(firing[0]?.inhibits ?? [])).toEqual([[2], [3, 4], [5]]);
  });

  it('of several have what any of them inhibits', () => {
    const { firing } = groupAlerts([
      of(1, 'CriticalPSI', 'a'),
      of(2, 'CriticalPSI', 'b'),
      of(3, 'HighPSI', 'a', by(1, 'CriticalPSI')),
      of(4, 'HighPSI', 'b', by(2, 'CriticalPSI')),
    ]);
    expect([idsOf(firing), idsOf(firing[0]?.inhibits ?? [])]).toEqual([[[1, 2]], [[3, 4]]]);
  });

  it('lose no alert whose inhibitor is not in the list', () => {
    expect(idsOf(groupAlerts([of(3, 'HighPSI', 'a', by(99, 'CriticalPSI'))]).firing)).toEqual([[3]]);
  });

  it('keep their key while their alerts come and go', () => {
    const keys = (...alerts: Alert[]) => groupAlerts(alerts).firing.map(({ key }) => key);
    expect(keys(of(9, 'HighPSI', 'b'))).toEqual(keys(of(3, 'HighPSI', 'a'), of(9, 'HighPSI', 'b')));
  });

  it('of what is over are those that overlapped, the last that ended first', () => {
    const over = (id: number, name: string, from: string, to: string) =>
      of(id, name, `f${id}`, {
        ...{ state: 'resolved', started_at: `2025-01-01T${from}:00.000Z`, resolved_at: `2025-01-01T${to}:00.000Z` },
      });
    const { resolved } = groupAlerts([
      over(1, 'HighPSI', '10:00', '10:30'),
      over(2, 'HighPSI', '10:20', '10:40'),
      over(3, 'HighPSI', '12:00', '12:10'),
      over(4, 'HighPSI', '10:00', '12:30'),
      over(5, 'DriftDetected', '11:00', '11:10'),
      over(6, 'DriftDetected', '14:00', '14:10'),
    ]);
    // The fourth spans all of its rule.
    expect(idsOf(resolved)).toEqual([[6], [4, 3, 2, 1], [5]]);
    const apart = groupAlerts([over(1, 'HighPSI', '10:00', '10:30'), over(3, 'HighPSI', '12:00', '12:10')]);
    expect(idsOf(apart.resolved)).toEqual([[3], [1]]);
  });
});

describe('rows', () => {
  const { firing } = groupAlerts(DRIFT);
  const shown = (...open: string[]) =>
    rowsOf(firing, (key) => open.includes(key)).map(
      (row) => `${'  '.repeat(row.level)}${row.kind === 'alert' ? row.alert.id : `${row.kind} ${row.group.name}`}`,
    );

  it('are the groups, with what they inhibit folded beneath', () => {
    expect(shown()).toEqual(['1', '  inhibits EvidentlyCriticalDriftShare', 'group NewClass']);
  });

  it('open to their members, level by level', () => {
    const [fold = ''] = pathTo(2, firing);
    const [, high = ''] = pathTo(3, firing);
    const [own = ''] = pathTo(7, firing);
    expect(shown(fold)).toEqual([
      ...['1', '  inhibits EvidentlyCriticalDriftShare', '    2', '    group HighPSI', '    5', 'group NewClass'],
    ]);
    expect(shown(fold, high, own)).toEqual([
      ...['1', '  inhibits EvidentlyCriticalDriftShare', '    2', '    group HighPSI', '      3', '      4', '    5'],
      ...['group NewClass', '  6', '  7'],
    ]);
  });

  it('know the row above, and are told apart', () => {
    const rows = rowsOf(firing, () => true);
    const keys = rows.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const [at, { parent, level }] of rows.entries()) {
      if (parent === null) expect(level).toBe(0);
      else {
        const above = keys.indexOf(parent);
        expect(above).toBeLessThan(at);
        expect(rows[above]?.level).toBe(level - 1);
      }
    }
  });

  it('that must be open for an alert to be seen are on the path to it', () => {
    for (const { id } of DRIFT) {
      const path = pathTo(id, firing);
      const rows = rowsOf(firing, (key) => path.includes(key));
      expect(
        rows.some((row) => row.kind === 'alert' && row.alert.id === id),
        `alert ${id}`,
      ).toBe(true);
    }
    expect([pathTo(1, firing), pathTo(99, firing)]).toEqual([[], []]);
  });
});
