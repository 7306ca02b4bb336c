import type { Alert } from '../../../native/contract/http/alerts.ts';

export type Several<One> = readonly [One, ...One[]];

/** Alerts of one rule at one time, the worst and the newest first, and what they inhibit. */
export interface AlertGroup {
  /** The same as its alerts come and go. */
  key: string;
  name: string;
  alerts: Several<Alert>;
  inhibits: readonly AlertGroup[];
}

export interface AlertGroups {
  firing: AlertGroup[];
  pending: AlertGroup[];
  resolved: AlertGroup[];
}

/** Collects by a key, in the order of the first of each. */
function collect<One>(all: readonly One[], keyOf: (one: One) => string): [string, Several<One>][] {
  const found = new Map<string, [One, ...One[]]>();
  for (const one of all) {
    const others = found.get(keyOf(one));
    if (others === undefined) found.set(keyOf(one), [one]);
    else others.push(one);
  }
  return [...found];
}

/** Alerts of one rule that have overlapped, so that those of another day are a group of their own; newest first. */
function episodes(alerts: Several<Alert>): Several<Alert>[] {
  const groups: [Alert, ...Alert[]][] = [];
  let from = Number.POSITIVE_INFINITY;
  // By their end, the last first: one that ended after the earliest begin of those before it overlaps.
  for (const alert of alerts.toSorted((a, b) => endOf(b) - endOf(a))) {
    const group = groups.at(-1);
    if (group !== undefined && endOf(alert) >= from) group.push(alert);
    else {
      groups.push([alert]);
      from = Number.POSITIVE_INFINITY;
    }
    from = Math.min(from, Date.parse(alert.started_at));
  }
  return groups;
}
const endOf = ({ resolved_at, started_at }: Alert) => Date.parse(resolved_at ?? started_at);

/**
 * Alerts as people look at them: those of one rule are one group, and what is inhibited stands with what inhibits it. Takes
 * them in the order of the console, the worst first, and keeps it; those that are over come by their end, the last first.
 */
export function groupAlerts(alerts: readonly Alert[]): AlertGroups {
  const ids = new Set(alerts.map(({ id }) => id));
  const isFree = ({ inhibited_by }: Alert) => inhibited_by === null || !ids.has(inhibited_by.id);
  const open = (state: Alert['state']): AlertGroup[] =>
    collect(
      alerts.filter((alert) => alert.state === state && isFree(alert)),
      ({ name }) => name,
    ).map(([name, members]) => {
      const key = `${state} ${name}`;
      const inhibited = alerts.filter(({ inhibited_by }) => members.some(({ id }) => id === inhibited_by?.id));
      const inhibits = collect(inhibited, (alert) => alert.name).map(([name, members]) => ({
        ...{ key: `${key} ${name}`, name, alerts: members, inhibits: [] },
      }));
      return { key, name, alerts: members, inhibits };
    });
  const over = collect(
    alerts.filter(({ state }) => state === 'resolved'),
    ({ name }) => name,
  ).flatMap(([name, members]) =>
    episodes(members).map((alerts) => {
      const oldest = Math.min(...alerts.map(({ id }) => id));
      return { key: `resolved ${name} ${oldest}`, name, alerts, inhibits: [] };
    }),
  );
  return {
    firing: open('firing'),
    pending: open('pending'),
    resolved: over.toSorted((a, b) => endOf(b.alerts[0]) - endOf(a.alerts[0])),
  };
}

/** What a row of the table is of. A group of one alert is that alert. */
export type AlertRowModel = {
  key: string;
  /** Key of the row that it stands beneath; null at the top. */
  parent: string | null;
  /** How deep it stands. */
  level: number;
} & (
  | { kind: 'group'; group: AlertGroup }
  | { kind: 'alert'; alert: Alert /** It stands in the group of its rule. */; isMember: boolean }
  | { kind: 'inhibits'; group: AlertGroup }
);

const alertKey = ({ id }: Alert) => `alert ${id}`;
const inhibitsKey = ({ key }: AlertGroup) => `${key} inhibits`;

/** The rows to be seen: those of a group while it is open, and of what it inhibits while that is. */
export function rowsOf(groups: readonly AlertGroup[], isOpen: (key: string) => boolean): AlertRowModel[] {
  const rowsOfGroup = (group: AlertGroup, parent: string | null, level: number): AlertRowModel[] => {
    const { key, alerts, inhibits } = group;
    const [first, ...others] = alerts;
    const rows: AlertRowModel[] = [];
    if (others.length === 0)
      rows.push({ kind: 'alert', key: alertKey(first), parent, level, alert: first, isMember: false });
    else {
      rows.push({ kind: 'group', key, parent, level, group });
      if (isOpen(key)) {
        for (const alert of alerts) {
          rows.push({ kind: 'alert', key: alertKey(alert), parent: key, level: level + 1, alert, isMember: true });
        }
      }
    }
    if (inhibits.length > 0) {
      const above = others.length === 0 ? alertKey(first) : key;
      const fold = inhibitsKey(group);
      rows.push({ kind: 'inhibits', key: fold, parent: above, level: level + 1, group });
      if (isOpen(fold)) rows.push(...inhibits.flatMap((inhibited) => rowsOfGroup(inhibited, fold, level + 2)));
    }
    return rows;
  };
  return groups.flatMap((group) => rowsOfGroup(group, null, 0));
}

/** The keys that must be open for an alert to be seen; empty where it stands at the top, or nowhere. */
export function pathTo(id: number, groups: readonly AlertGroup[]): string[] {
  const own = ({ key, alerts }: AlertGroup) => (alerts.length > 1 ? [key] : []);
  const has = ({ alerts }: AlertGroup) => alerts.some((alert) => alert.id === id);
  for (const group of groups) {
    if (has(group)) return own(group);
    const inhibited = group.inhibits.find(has);
    if (inhibited !== undefined) return [inhibitsKey(group), ...own(inhibited)];
  }
  return [];
}
