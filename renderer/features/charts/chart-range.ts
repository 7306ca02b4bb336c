import type { ChartWindow } from '../../components/charts/chart-rows.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Spans that end now. */
export const SPANS = [
  { id: '15m', label: '15 min', words: 'the last 15 minutes', ms: 15 * MINUTE_MS },
  { id: '1h', label: '1 h', words: 'the last hour', ms: HOUR_MS },
  { id: '6h', label: '6 h', words: 'the last 6 hours', ms: 6 * HOUR_MS },
  { id: '24h', label: '24 h', words: 'the last 24 hours', ms: DAY_MS },
  { id: '7d', label: '7 d', words: 'the last 7 days', ms: 7 * DAY_MS },
  { id: '30d', label: '30 d', words: 'the last 30 days', ms: 30 * DAY_MS },
] as const;

export type Span = (typeof SPANS)[number];

/** What of the time the charts of a page show, as it stands in the address. Moments are ISO 8601 UTC. */
export type ChartRange =
  /** Ends now, and goes on. */
  | { kind: 'live'; span: Span }
  /** Ended at a moment, and stands still. */
  | { kind: 'paused'; span: Span; at: string }
  | { kind: 'between'; from: string; to: string };

export const USUAL: ChartRange = { kind: 'live', span: SPANS[0] };

function readMoment(params: URLSearchParams, name: string): string | null {
  const text = params.get(name);
  const ms = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** The range in the query of an address. What makes no sense in it is left out, since anyone can write an address. */
export function readRange(search: string): ChartRange {
  const params = new URLSearchParams(search);
  const [from, to, at] = [readMoment(params, 'from'), readMoment(params, 'to'), readMoment(params, 'at')];
  if (from !== null && to !== null && from < to) return { kind: 'between', from, to };
  const span = SPANS.find(({ id }) => id === params.get('last')) ?? SPANS[0];
  return at === null ? { kind: 'live', span } : { kind: 'paused', span, at };
}

/** The query of the address that shows this range, without the question mark; empty for the usual one. */
export function writeRange(range: ChartRange): string {
  switch (range.kind) {
    case 'live':
      return range.span === SPANS[0] ? '' : new URLSearchParams({ last: range.span.id }).toString();
    case 'paused':
      return new URLSearchParams({ last: range.span.id, at: range.at }).toString();
    case 'between':
      return new URLSearchParams({ from: range.from, to: range.to }).toString();
  }
}

/** The span of time that is shown at a moment, in milliseconds since 1970. */
export function windowOf(range: ChartRange, now: number): ChartWindow {
  if (range.kind === 'between') return { from: Date.parse(range.from), to: Date.parse(range.to) };
  const to = range.kind === 'live' ? now : Date.parse(range.at);
  return { from: to - range.span.ms, to };
}

export const between = ({ from, to }: ChartWindow): ChartRange => ({
  kind: 'between',
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});

/** Stands still where it goes on, and goes on where it stands still: then with the shortest span that holds as much. */
export function toggled(range: ChartRange, now: number): ChartRange {
  switch (range.kind) {
    case 'live':
      return { kind: 'paused', span: range.span, at: new Date(now).toISOString() };
    case 'paused':
      return { kind: 'live', span: range.span };
    case 'between': {
      const shown = Date.parse(range.to) - Date.parse(range.from);
      return { kind: 'live', span: SPANS.find(({ ms }) => ms >= shown) ?? (SPANS.at(-1) as Span) };
    }
  }
}

/**
 * How often a span is asked for anew, in milliseconds: as often as another pixel of it can be seen, at most every 5 s, since
 * the finest buckets are of 10.
 */
export function refreshMs({ ms }: Pick<Span, 'ms'>): number {
  if (ms <= HOUR_MS) return 5_000;
  if (ms <= 6 * HOUR_MS) return 10_000;
  return ms <= DAY_MS ? 30_000 : 60_000;
}

const MOST_POINTS = 600;
const POINTS_STEP = 50;

/** Points to ask for: one for each pixel of the plot, in steps, so that a window that is resized does not ask all the time. */
export const pointsFor = (pixels: number): number =>
  pixels <= 0 ? 0 : Math.min(MOST_POINTS, Math.max(POINTS_STEP, Math.floor(pixels / POINTS_STEP) * POINTS_STEP));

const clock: Intl.DateTimeFormatOptions = { timeStyle: 'medium', hourCycle: 'h23' };
const dated: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' };

/** What is shown, in words: "Live, the last hour", "Paused at 14:02:31, the 15 minutes before", "14:02:00 to 14:10:00". */
export function rangeWords(range: ChartRange, now: Date, locale?: string): string {
  const moment = (iso: string, options = clock) => new Intl.DateTimeFormat(locale, options).format(new Date(iso));
  const isToday = (iso: string) => new Date(iso).toDateString() === now.toDateString();
  switch (range.kind) {
    case 'live':
      return `Live, ${range.span.words}`;
    case 'paused':
      return `Paused at ${moment(range.at, isToday(range.at) ? clock : dated)}, ${range.span.words} before`;
    case 'between': {
      const options = isToday(range.from) && isToday(range.to) ? clock : dated;
      return `${moment(range.from, options)} to ${moment(range.to, options)}`;
    }
  }
}
