import type { Alert, AlertSeverity } from '../../../../../native/contract/http/alerts.ts';

/** An alert that somebody was told of, for as long as it is remembered. */
export interface Told {
  id: number;
  fired_at: string;
  /** Its rule and labels, which it shares with the next time that the same happens. */
  key: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Silenced, acknowledged or inhibited when it was last seen firing. */
  held: boolean;
  /** Nothing more is to be told of it. */
  over: boolean;
}

/** What is known of what was told. `passed`: alerts that fire and that nothing is told of; null before the first look. */
export interface Memory {
  passed: ReadonlySet<string> | null;
  told: readonly Told[];
}

/** What the console says at one moment. */
export interface Look {
  alerts: readonly Alert[];
  desktop: { enabled: boolean; routes: readonly AlertSeverity[] };
  cool_down_s: number;
  /** Milliseconds since 1970. */
  now: number;
}

/** What is to be told now. */
export interface News {
  begun: readonly Alert[];
  over: readonly Alert[];
}

/** More are not remembered: none that fires is ever forgotten before so many others have. */
const MOST_TOLD = 200;
/** The first look tells of ends so young: one page was closed or loaded anew, and this one goes on from there. */
const YOUNG_MS = 60_000;

/** Somebody knows of it, said that nobody is to be told, or this channel is told of what inhibits it. */
function isHeld({ acknowledged_at, silenced_until, inhibited_by }: Alert, { alerts, desktop }: Look): boolean {
  if (acknowledged_at !== null || silenced_until !== null) return true;
  const inhibitor = inhibited_by === null ? undefined : alerts.find(({ id }) => id === inhibited_by.id);
  return inhibitor !== undefined && desktop.routes.includes(inhibitor.severity);
}

const occurrence = ({ id, fired_at }: { id: number; fired_at: string | null }) => `${id} ${fired_at}`;
const keyOf = ({ name, labels }: Alert) => JSON.stringify([name, Object.entries(labels).toSorted()]);

/**
 * What is to be told of the alerts as they are, given what was told: each once that it fires and once that it is over.
 * Those that fire at the first look are passed over, as are those that the channel is not told of when they begin; a
 * silenced, acknowledged or inhibited one is told of when that ends before it does. What fires again within the cool-down waits for
 * the rest of it.
 */
export function decide({ passed, told }: Memory, look: Look): { memory: Memory; news: News } {
  const { alerts, desktop, cool_down_s, now } = look;
  const firing = alerts.filter(({ state }) => state === 'firing');
  const { after, over } = follow(told, look, passed === null ? now - YOUNG_MS : 0);
  const known = new Set(after.map(occurrence));
  const next = new Set<string>();
  const begun: Alert[] = [];
  for (const alert of firing) {
    const which = occurrence(alert);
    if (known.has(which)) continue;
    const isOurs = desktop.enabled && desktop.routes.includes(alert.severity);
    if (passed === null || passed.has(which) || !isOurs) next.add(which);
    else if (!isHeld(alert, look) && !isCooling(after, alert, now - cool_down_s * 1_000)) begun.push(alert);
  }
  const added = begun.map((alert) => ({
    ...{ id: alert.id, fired_at: alert.fired_at ?? '', key: keyOf(alert), at: now },
    ...{ held: false, over: false },
  }));
  const memory = { passed: next, told: [...after, ...added].slice(-MOST_TOLD) };
  return { memory, news: { begun, over: desktop.enabled ? over : [] } };
}

/** Those told of as they are now, and which of them have ended after `since`, in milliseconds since 1970. */
function follow(told: readonly Told[], look: Look, since: number) {
  const over: Alert[] = [];
  const after = told.map((one): Told => {
    if (one.over) return one;
    const alert = look.alerts.find((each) => occurrence(each) === occurrence(one));
    if (alert?.state === 'firing') return { ...one, held: isHeld(alert, look) };
    if (alert?.resolved_at != null && !one.held && Date.parse(alert.resolved_at) >= since) over.push(alert);
    return { ...one, over: true };
  });
  return { after, over };
}

const isCooling = (told: readonly Told[], alert: Alert, since: number) => {
  const key = keyOf(alert);
  return told.some((one) => one.key === key && one.at > since);
};
