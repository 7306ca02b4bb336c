import type { Figure, FigureSnapshot } from '../../../contract/figures.ts';
import type { SeriesBucket, SeriesMetric } from '../../../contract/http/series.ts';
import { WATCHED } from '../../drift/features.ts';
import { AlarmHistory, type Alarms } from './alarms.ts';
import type { PreviewFigure } from './recipes.ts';
import type { SeriesSource } from './source.ts';

export const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const FEATURES = WATCHED.map(({ feature }) => feature);

/** How a figure is read of one series of history. */
interface Reading {
  name: PreviewFigure;
  labels: Readonly<Record<string, string>>;
  metric: SeriesMetric;
  /** Minutes that a bucket spans. */
  minutes: 1 | 5;
  of: (bucket: SeriesBucket) => number | null;
  /** `hold`: it stays until there is another or the windows of drift begin anew. `count`: images of the minute, to be added up. */
  kind: 'minute' | 'hold' | 'count';
}

const mean = ({ mean }: SeriesBucket) => mean;
const max = ({ max }: SeriesBucket) => max;
const reading = (
  name: PreviewFigure,
  metric: SeriesMetric,
  of: Reading['of'],
  changes: Partial<Reading> = {},
): Reading => ({ name, labels: {}, metric, minutes: 1, of, kind: 'minute', ...changes });

const SCORES = FEATURES.map((feature) =>
  reading('drift_score', `drift_score.${feature}`, max, { labels: { feature }, kind: 'hold' }),
);
const READINGS: Readonly<Record<PreviewFigure, readonly Reading[]>> = {
  latency_p95: [reading('latency_p95', 'latency_ms', ({ p95 }) => p95, { minutes: 5 })],
  latency_p99: [reading('latency_p99', 'latency_ms', ({ p99 }) => p99, { minutes: 5 })],
  images_total: [reading('images_total', 'rate', ({ mean: perSecond }) => perSecond * 60, { kind: 'count' })],
  queue: [reading('queue', 'queue_length', mean)],
  cpu_percent: [reading('cpu_percent', 'cpu_percent', mean)],
  brightness: [reading('brightness', 'brightness', mean, { kind: 'hold' })],
  drift_share: [reading('drift_share', 'drift_share', max, { kind: 'hold' })],
  drift_score: SCORES,
  // Made of events; they hold for as long as there is a verdict.
  alarm: SCORES,
  dataset_alarm: [reading('drift_share', 'drift_share', max, { kind: 'hold' })],
  confirmed_share: SCORES,
};

export interface Minute extends FigureSnapshot {
  /** Whether a console ran then: it looks at its queue every few seconds. */
  ran: boolean;
}

/**
 * Every minute of a span (milliseconds since 1970) with the figures that history has of it, day by day so that requests go
 * in between. While no console ran there are no figures.
 */
export async function* minutesOf(
  source: SeriesSource,
  from: number,
  to: number,
  figures: readonly PreviewFigure[],
): AsyncGenerator<Minute, void> {
  const readings = [...new Set(figures.flatMap((name) => READINGS[name]))];
  const events = new AlarmHistory(source);
  const held = new Map<Reading, { value: number; at: number }>();
  const counted = new Map<Reading, number>();
  for (let day = from; day < to; day += DAY) {
    const span = { from: day, to: Math.min(day + DAY, to) };
    const running = valuesOf(source, span, 'queue_length', 1, mean);
    const values = new Map<Reading, Map<number, number>>();
    for (const one of readings) {
      values.set(one, valuesOf(source, span, one.metric, one.minutes, one.of));
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (let at = span.from; at < span.to; at += MINUTE) {
      const { alarms, begun } = events.at(at);
      const ran = running.has(at);
      const read: Figure[] = [];
      for (const one of readings) {
        const value = values.get(one)?.get(at) ?? null;
        if (one.kind === 'hold' && value !== null) held.set(one, { value, at });
        if (one.kind === 'count') counted.set(one, (counted.get(one) ?? 0) + (value ?? 0));
        const last = held.get(one);
        const stays = last !== undefined && last.at + MINUTE > begun ? last.value : null;
        const now = one.kind === 'hold' ? stays : one.kind === 'count' ? (counted.get(one) ?? 0) : value;
        if (now !== null && ran) read.push({ name: one.name, labels: one.labels, value: now });
      }
      yield { at, ran, figures: [...read, ...alarmFigures(read, alarms)] };
    }
  }
}

/** What was confirmed, for as long as there is a verdict on the features or the data set. */
function alarmFigures(read: readonly Figure[], alarms: Alarms): Figure[] {
  const scored = read.filter(({ name }) => name === 'drift_score');
  const flag = (value: boolean) => (value ? 1 : 0);
  const ofFeatures = scored.map(({ labels }) => ({
    name: 'alarm' satisfies PreviewFigure,
    labels,
    value: flag(alarms.has(labels['feature'] ?? null)),
  }));
  const share = {
    name: 'confirmed_share' satisfies PreviewFigure,
    labels: {},
    value: ofFeatures.filter(({ value }) => value === 1).length / scored.length,
  };
  const dataset = { name: 'dataset_alarm' satisfies PreviewFigure, labels: {}, value: flag(alarms.has(null)) };
  return [
    ...ofFeatures,
    ...(scored.length > 0 ? [share] : []),
    ...(read.some(({ name }) => name === 'drift_share') ? [dataset] : []),
  ];
}

/** A value for each minute of a day that has one, by its begin. */
function valuesOf(
  source: SeriesSource,
  { from, to }: { from: number; to: number },
  metric: SeriesMetric,
  minutes: number,
  of: Reading['of'],
): Map<number, number> {
  // Buckets lie on multiples of their width, so those of five minutes may be one more.
  const points = Math.ceil((to - from) / (minutes * MINUTE)) + (minutes > 1 ? 1 : 0);
  const { buckets, bucket_s } = source.series.query({ metric, from, to, points });
  const values = new Map<number, number>();
  for (const bucket of buckets) {
    const value = of(bucket);
    if (value === null) continue;
    const begin = Date.parse(bucket.t);
    for (let at = begin; at < begin + bucket_s * 1_000; at += MINUTE) values.set(at, value);
  }
  return values;
}
