import { FeedbackFilter } from '../../../native/contract/http/feedback.ts';

/** Spans that end now. */
export const TIME_PRESETS = [
  { id: '15m', label: '15 min', sentence: 'in the last 15 minutes', ms: 900_000 },
  { id: '1h', label: '1 hour', sentence: 'in the last hour', ms: 3_600_000 },
  { id: '24h', label: '24 hours', sentence: 'in the last 24 hours', ms: 86_400_000 },
  { id: '7d', label: '7 days', sentence: 'in the last 7 days', ms: 604_800_000 },
] as const;

export type TimePreset = (typeof TIME_PRESETS)[number];

export type TimeFilter =
  | { kind: 'all' }
  | { kind: 'last'; preset: TimePreset }
  /** ISO 8601 UTC, both ends included; null is open. */
  | { kind: 'between'; from: string | null; to: string | null };

/** What of history is looked at, as it stands in the address. Null or empty: not filtered by. */
export interface ViewFilter {
  q: string;
  time: TimeFilter;
  class: string | null;
  minCount: number | null;
  maxCount: number | null;
  /** 0 to 1. */
  minScore: number | null;
  source: string | null;
  /** Model id. */
  model: string | null;
  pinned: boolean;
  feedback: FeedbackFilter | null;
}

export const NO_FILTER: ViewFilter = {
  q: '',
  time: { kind: 'all' },
  class: null,
  minCount: null,
  maxCount: null,
  minScore: null,
  source: null,
  model: null,
  pinned: false,
  feedback: null,
};

function readTime(params: URLSearchParams): TimeFilter {
  const preset = TIME_PRESETS.find(({ id }) => id === params.get('last'));
  if (preset !== undefined) return { kind: 'last', preset };
  const moment = (name: string) => {
    const text = params.get(name);
    const ms = text === null ? Number.NaN : Date.parse(text);
    return Number.isNaN(ms) ? null : new Date(ms).toISOString();
  };
  const [from, to] = [moment('from'), moment('to')];
  return from === null && to === null ? { kind: 'all' } : { kind: 'between', from, to };
}

function readNumber(params: URLSearchParams, name: string, isUsable: (value: number) => boolean): number | null {
  const text = params.get(name);
  if (text === null || text.trim() === '') return null;
  const value = Number(text);
  return isUsable(value) ? value : null;
}

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;
const isScore = (value: number) => value >= 0 && value <= 1;

/** The filter in the query of an address. What makes no sense in it is left out, since anyone can write an address. */
export function readFilter(search: string): ViewFilter {
  const params = new URLSearchParams(search);
  const text = (name: string, longest: number) => {
    const value = params.get(name);
    return value === null || value === '' || value.length > longest ? null : value;
  };
  return {
    q: text('q', 200) ?? '',
    time: readTime(params),
    class: text('class', 100),
    minCount: readNumber(params, 'min_count', isCount),
    maxCount: readNumber(params, 'max_count', isCount),
    minScore: readNumber(params, 'min_score', isScore),
    source: text('source', 100),
    model: text('model', 12),
    pinned: params.get('pinned') === 'true',
    feedback: FeedbackFilter.safeParse(params.get('feedback')).data ?? null,
  };
}

type Fields = Readonly<Record<string, string | number | null>>;

function fieldsOf(filter: ViewFilter): Fields {
  const { time } = filter;
  return {
    q: filter.q === '' ? null : filter.q,
    last: time.kind === 'last' ? time.preset.id : null,
    from: time.kind === 'between' ? time.from : null,
    to: time.kind === 'between' ? time.to : null,
    class: filter.class,
    min_count: filter.minCount,
    max_count: filter.maxCount,
    min_score: filter.minScore,
    source: filter.source,
    model: filter.model,
    pinned: filter.pinned ? 'true' : null,
    feedback: filter.feedback,
  };
}

/** The query of the address that shows this filter, always in the same order, without the question mark. */
export function writeFilter(filter: ViewFilter): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(fieldsOf(filter))) if (value !== null) params.set(name, String(value));
  return params.toString();
}

export const isFiltering = (filter: ViewFilter): boolean => writeFilter(filter) !== '';

/** Names of the fields in use, to judge by how much a view is narrowed. */
export const fieldsInUse = (filter: ViewFilter): string[] =>
  Object.entries(fieldsOf(filter)).flatMap(([name, value]) => (value === null ? [] : [name]));

/** The filter as the contract spells it, in queries and in bodies. */
export interface ApiFilter {
  q?: string;
  from?: string;
  to?: string;
  class?: string;
  min_count?: number;
  max_count?: number;
  min_score?: number;
  source?: string;
  model?: string;
  pinned?: 'true' | 'false';
  feedback?: FeedbackFilter;
}

/** A span that ends now is turned into its beginning, so `now` (milliseconds since 1970) decides what it finds. */
export function toApiFilter(filter: ViewFilter, now: number): ApiFilter {
  const { last, ...fields } = fieldsOf(filter);
  const stated = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) satisfies ApiFilter;
  return filter.time.kind === 'last' && last !== null
    ? { ...stated, from: new Date(now - filter.time.preset.ms).toISOString() }
    : stated;
}
