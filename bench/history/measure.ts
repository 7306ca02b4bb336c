import { SAMPLED_SERIES, type SeriesMetric } from '../../native/contract/http/series.ts';
import { NOTHING } from '../../native/store/retention.ts';
import type { Store } from '../../native/store/types.ts';
import { median, type Spread, spread } from '../statistics.ts';
import { COMMON_CLASS, type Line, MODELS, RARE_CLASS, SOURCE } from './fill.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const POINTS = 600;
const RUNS = 7;

const SPANS = { '15 min': 15 * MINUTE, '6 h': 6 * HOUR, '24 h': DAY, '7 d': 7 * DAY, '30 d': 30 * DAY } as const;
const METRICS: readonly SeriesMetric[] = [
  ...['latency_ms', 'inference_ms', 'queue_ms', 'confidence', 'rate', 'errors', 'detections', 'brightness'],
  ...['contrast', 'sharpness', 'saturation', 'embedding_distance', 'drift_score.brightness', ...SAMPLED_SERIES],
];
const FILTERS = { all: {}, model: { model: MODELS[1] }, source: { source: SOURCE } } as const;

export interface Figure extends Spread {
  name: string;
  /** What was answered, for people. */
  answer: string;
  best: number;
  /** Median of the processor time of the thread: what a machine that is left alone would take. */
  cpu_ms: number;
  target_ms: number;
}

function time(name: string, target_ms: number, query: () => string): Figure {
  let answer = '';
  const runs = Array.from({ length: RUNS }, () =>
    clocked(() => {
      answer = query();
    }),
  );
  return { name, answer, target_ms, ...figuresOf(runs) };
}

interface Run {
  ms: number;
  cpu_ms: number;
}

function clocked(work: () => void): Run {
  const [begun, cpu] = [performance.now(), process.threadCpuUsage()];
  work();
  const used = process.threadCpuUsage(cpu);
  return { ms: performance.now() - begun, cpu_ms: (used.user + used.system) / 1_000 };
}

function figuresOf(runs: readonly Run[]): Pick<Figure, 'median' | 'p95' | 'best' | 'cpu_ms'> {
  const times = runs.map(({ ms }) => ms);
  return { ...spread(times), best: Math.min(...times), cpu_ms: median(runs.map((run) => run.cpu_ms)) };
}

/** Every chart over every span at 600 points, also by model and by source: of each span the slowest of them. */
export function measureSeries(store: Store, end: number): Figure[] {
  return Object.entries(SPANS).flatMap(([name, span]) =>
    Object.entries(FILTERS).map(([filter, by]) => {
      const figures = METRICS.map((metric) =>
        time(metric, 50, () => {
          const found = store.series.query({ metric, from: end - span, to: end, points: POINTS, ...by });
          return `${found.buckets.length} buckets of ${found.bucket_s} s`;
        }),
      );
      const slowest = figures.reduce((a, b) => (b.cpu_ms > a.cpu_ms ? b : a));
      const named = filter === 'all' ? '' : `, by ${filter}`;
      return {
        ...slowest,
        name: `${METRICS.length} charts, ${name}${named}`,
        answer: `${slowest.name}: ${slowest.answer}`,
      };
    }),
  );
}

export function measurePages(store: Store): Figure[] {
  const page = (filter: object, cursor?: string) =>
    store.listInferences({ limit: 50, ...filter, ...(cursor !== undefined && { cursor }) });
  const counted = (filter: object) => () => `${page(filter).items.length} results`;
  const deep = page({ to: new Date(Date.now() - 15 * DAY).toISOString() }).next_cursor ?? '';
  return [
    time('gallery page', 20, counted({})),
    time('gallery page, 15 days back', 20, () => `${page({}, deep).items.length} results`),
    time('gallery page with its thumbnails', 20, () => {
      const { items } = page({});
      const found = items.filter(({ inference_id }) => store.getThumbnail(inference_id) !== null);
      return `${found.length} thumbnails`;
    }),
    time('class and score, common', 100, counted({ class: COMMON_CLASS, min_score: 0.9 })),
    time('class and score, rare', 100, counted({ class: RARE_CLASS, min_score: 0.9 })),
    time('class and a score that none has', 100, counted({ class: COMMON_CLASS, min_score: 1 })),
    time('class and score of one source', 100, counted({ class: RARE_CLASS, min_score: 0.9, source: SOURCE })),
  ];
}

export interface Writing {
  /** Results of one transaction. */
  batch: number;
  results: number;
  detections: number;
  per_s: number;
  /** Processor time of the thread that writes, of one result: what a machine that is left alone would take. */
  cpu_us: number;
  longest_ms: number;
}

/** Results of this moment into the full store, so many to a transaction. */
export function measureWriting(store: Store, line: Line, count: number, batch: number): Writing {
  const results = Array.from({ length: count }, () => line.result(Date.now()));
  const [begun, cpu] = [performance.now(), process.threadCpuUsage()];
  let longest = 0;
  for (let from = 0; from < count; from += batch) {
    const at = Date.now();
    const several = results.slice(from, from + batch).map((result) => ({ ...result, at }));
    const before = performance.now();
    store.recordInferences(several);
    longest = Math.max(longest, performance.now() - before);
  }
  const used = process.threadCpuUsage(cpu);
  return {
    batch,
    results: count,
    detections: results.reduce((sum, { detections }) => sum + detections.length, 0),
    per_s: (count / (performance.now() - begun)) * 1_000,
    cpu_us: (used.user + used.system) / count,
    longest_ms: longest,
  };
}

/** Steps of retention that remove old results. */
export function measureRetention(store: Store, count: number): Figure {
  const oldest = Date.parse(store.facets().oldest ?? '');
  const runs: Run[] = [];
  let removed = 0;
  // Just old enough for some results to go.
  const policy = { max_age_days: (Date.now() - oldest) / DAY - 0.5, max_bytes: Number.MAX_SAFE_INTEGER };
  while (removed < count) {
    let step = NOTHING;
    runs.push(
      clocked(() => {
        step = store.applyRetention(policy, Date.now());
      }),
    );
    removed += step.deleted_inferences;
    if (Object.values(step).every((gone) => gone === 0)) break;
  }
  const answer = `${removed} results in ${runs.length} steps, the longest ${Math.max(...runs.map(({ ms }) => ms)).toFixed(1)} ms`;
  return { name: 'step of retention', answer, target_ms: 20, ...figuresOf(runs) };
}
