import type { DriftDirection, DriftHistogram, FeatureStatistics } from '../../contract/drift.ts';
import { binBoth, equalEdges, pooledRange } from '../binning/equal-width.ts';
import type { ClassCounts } from '../sample/classes.ts';
import { countDistinct, mean, quantile, type Sorted, standardDeviation } from '../sample/numeric.ts';

/** Classes beyond this many are shown together. */
const MOST_LABELS = 40;
const REST = 'other';

const missingShare = (count: number, size: number) => (size === 0 ? null : (size - count) / size);

/** @param size samples of the window, with those that have no value */
export function describeNumbers(values: Sorted, size: number): FeatureStatistics {
  const some = values.length > 0;
  return {
    count: values.length,
    missing_share: missingShare(values.length, size),
    cardinality: countDistinct(values),
    mean: some ? mean(values) : null,
    median: some ? quantile(values, 0.5) : null,
    std: some ? standardDeviation(values) : null,
    min: values[0] ?? null,
    max: values.at(-1) ?? null,
  };
}

/** Of values that are no numbers. */
export function describeOthers(count: number, size: number, cardinality: number): FeatureStatistics {
  return {
    count,
    missing_share: missingShare(count, size),
    cardinality,
    mean: null,
    median: null,
    std: null,
    min: null,
    max: null,
  };
}

/** About the square root of the pooled size in bins of equal width; a bin a number where all are whole and close by. */
export function histogramOfNumbers(x: Sorted, y: Sorted): DriftHistogram {
  const [low, high] = pooledRange(x, y);
  const whole = high - low <= 30 && x.every(Number.isInteger) && y.every(Number.isInteger);
  const bins = Math.min(30, Math.max(5, Math.ceil(Math.sqrt(x.length + y.length))));
  const edges = whole
    ? Array.from({ length: high - low + 2 }, (_, index) => low - 0.5 + index)
    : high > low
      ? equalEdges(low, high, bins)
      : [low - 0.5, low + 0.5];
  return { labels: null, ...binBoth(x, y, edges) };
}

/** The classes with most samples first; of equal ones in their own order. */
export function histogramOfClasses({ classes, reference, current }: ClassCounts): DriftHistogram {
  const sum = (index: number) => (reference[index] as number) + (current[index] as number);
  const order = [...classes.keys()].sort((a, b) => sum(b) - sum(a));
  const shown = order.slice(0, MOST_LABELS);
  const rest = order.slice(MOST_LABELS);
  const counts = (side: readonly number[]) => [
    ...shown.map((index) => side[index] as number),
    ...(rest.length > 0 ? [rest.reduce((acc, index) => acc + (side[index] as number), 0)] : []),
  ];
  return {
    edges: null,
    labels: [...shown.map((index) => String(classes[index])), ...(rest.length > 0 ? [REST] : [])],
    reference: counts(reference),
    current: counts(current),
  };
}

/** A shift of the mean by this many deviations of the reference is called by its direction. */
const NOTABLE_SHIFT = 0.25;
const NOTABLE_SPREAD = 1.25;

/**
 * How the current values lie to those of the reference: where the mean went, else whether they spread, else whether their
 * distribution differs by at least `smallest` (the D of Kolmogorov-Smirnov, 0 to 1) in some other way.
 */
export function directionOf(
  reference: FeatureStatistics,
  current: FeatureStatistics,
  effect: number,
  smallest: number,
): DriftDirection | null {
  if (reference.mean === null || current.mean === null || reference.std === null || current.std === null) return null;
  const shift = current.mean - reference.mean;
  if (shift !== 0 && Math.abs(shift) >= NOTABLE_SHIFT * reference.std) return shift > 0 ? 'up' : 'down';
  if (current.std > reference.std * NOTABLE_SPREAD) return 'wider';
  if (current.std * NOTABLE_SPREAD < reference.std) return 'narrower';
  return effect >= smallest ? 'shape' : 'none';
}
