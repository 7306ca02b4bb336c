import type { Alert, SilenceMatchers } from '../../../native/contract/http/alerts.ts';
import { formatExact } from '../../components/format.ts';
import { labelWords, matcherWords } from './alert-words.ts';

export type SilenceScope = 'alert' | 'rule' | 'component';

export interface ScopeChoice {
  scope: SilenceScope;
  label: string;
  matchers: SilenceMatchers;
}

/** What can be silenced from an alert; the alert by itself only where its rule has several. */
export function scopesOf(alert: Pick<Alert, 'name' | 'component' | 'labels'>): ScopeChoice[] {
  const { name, component, labels } = alert;
  const one: ScopeChoice = {
    scope: 'alert',
    label: `This alert: ${name}, ${labelWords(alert)}`,
    matchers: { name, labels },
  };
  return [
    ...(Object.keys(labels).length === 0 ? [] : [one]),
    { scope: 'rule', label: `Every alert of ${name}`, matchers: { name } },
    { scope: 'component', label: `Every alert of the component ${component}`, matchers: { component } },
  ];
}

const HOUR_MS = 3_600_000;
export const DURATIONS = [
  { id: '1h', label: '1 h', ms: HOUR_MS },
  { id: '4h', label: '4 h', ms: 4 * HOUR_MS },
  { id: '1d', label: '1 day', ms: 24 * HOUR_MS },
  { id: 'until', label: 'Until', ms: null },
] as const;
export type DurationId = (typeof DURATIONS)[number]['id'];

/** When a silence is to end, ISO 8601 UTC; null where that is not said yet. `now` in milliseconds since 1970. */
export function endOf(duration: DurationId, until: string | null, now: number): string | null {
  const ms = DURATIONS.find(({ id }) => id === duration)?.ms ?? null;
  return ms === null ? until : new Date(now + ms).toISOString();
}

/** What keeps it from being made; null where nothing does. */
export function endProblem(ends_at: string | null, now: number): string | null {
  if (ends_at === null) return 'Say until when.';
  return Date.parse(ends_at) <= now ? 'This has passed already. State a time to come.' : null;
}

/** What the silence will do, before it is made. */
export const silenceWords = (matchers: SilenceMatchers, ends_at: string): string =>
  `Nobody is told of alerts that match ${matcherWords(matchers)} until ${formatExact(ends_at)}. They are still shown.`;
