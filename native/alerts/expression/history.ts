import type { Figure, FigureSnapshot } from '../../contract/figures.ts';
import type { Point } from './rate.ts';
import type { Matcher, Selector } from './types.ts';

interface Series {
  labels: Readonly<Record<string, string>>;
  points: Point[];
}

/** How long Prometheus takes the last value of a series that has gone without a word for its present one. */
export const LOOKBACK_S = 300;

/**
 * The figures of the last while, each as far back as a window of a rule reaches; others are not kept. A series that is missing in the latest
 * snapshot has no value now, but what it was counts in the windows that reach back to it.
 */
export class FigureHistory {
  readonly #reach_s: ReadonlyMap<string, number>;
  /** By metric, then by labels as text. */
  readonly #series = new Map<string, Map<string, Series>>();
  #latest = Number.NEGATIVE_INFINITY;

  /** Seconds by the name of each series that is to be kept. */
  constructor(reach_s: ReadonlyMap<string, number>) {
    this.#reach_s = reach_s;
  }

  add({ at, figures }: FigureSnapshot): void {
    // A clock that was set back would otherwise leave values of the future behind.
    if (at < this.#latest) this.#prune((point) => point.at < at);
    this.#latest = at;
    for (const { name, labels, value } of figures) {
      if (!this.#reach_s.has(name)) continue;
      const key = keyOf(labels);
      const ofName = this.#series.get(name) ?? new Map<string, Series>();
      this.#series.set(name, ofName);
      const series = ofName.get(key);
      if (series === undefined) ofName.set(key, { labels, points: [{ at, value }] });
      else if (series.points.at(-1)?.at === at) series.points[series.points.length - 1] = { at, value };
      else series.points.push({ at, value });
    }
    this.#prune((point, name) => point.at >= at - (this.#reach_s.get(name) ?? 0) * 1_000);
  }

  /** What the latest snapshot has of it; nothing when that is older than five minutes. */
  now(selector: Selector, at: number): Figure[] {
    if (at - this.#latest >= LOOKBACK_S * 1_000) return [];
    return this.#select(selector).flatMap(({ labels, points }) => {
      const last = points.at(-1);
      return last === undefined || last.at !== this.#latest
        ? []
        : [{ name: selector.metric, labels, value: last.value }];
    });
  }

  /** Every series with its values in the window of `window_s` seconds that ends at `at`, both ends included. */
  within(selector: Selector, at: number, window_s: number): Series[] {
    const from = at - window_s * 1_000;
    return this.#select(selector).map(({ labels, points }) => ({
      labels,
      points: points.filter((point) => point.at >= from && point.at <= at),
    }));
  }

  #select({ metric, match = [] }: Selector): Series[] {
    return [...(this.#series.get(metric)?.values() ?? [])].filter(({ labels }) =>
      match.every((matcher) => matches(matcher, labels[matcher.label] ?? '')),
    );
  }

  #prune(isKept: (point: Point, name: string) => boolean): void {
    for (const [name, ofName] of this.#series) {
      for (const [key, series] of ofName) {
        if (series.points.every((point) => isKept(point, name))) continue;
        series.points = series.points.filter((point) => isKept(point, name));
        if (series.points.length === 0) ofName.delete(key);
      }
    }
  }
}

/** Equal for equal labels, whatever their order. */
export function keyOf(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const patterns = new Map<string, RegExp>();

function matches({ op, value: wanted }: Matcher, value: string): boolean {
  if (op === '=') return value === wanted;
  if (op === '!=') return value !== wanted;
  const pattern = patterns.get(wanted) ?? new RegExp(`^(?:${wanted})$`, 'u');
  patterns.set(wanted, pattern);
  return pattern.test(value) === (op === '=~');
}
