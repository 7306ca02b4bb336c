/** Values of one numeric feature in one window, ascending, without missing ones. */
export type Sorted = Float64Array;

/** Whether a value counts as missing: NaN, an infinity, null or undefined. */
export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** The values that are numbers, ascending. */
export function sortNumbers(values: readonly unknown[]): Sorted {
  const kept = new Float64Array(values.length);
  let count = 0;
  for (const value of values) {
    if (!isNumber(value)) continue;
    // -0 and 0 are one value but two of the sort's.
    kept[count] = value + 0;
    count += 1;
  }
  return kept.subarray(0, count).sort();
}

export function mean(values: Sorted): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}

/** Mean of the squared distances from the mean, in two passes; divisor n. NaN of no values. */
export function variance(values: Sorted): number {
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += ((values[i] as number) - centre) ** 2;
  return sum / values.length;
}

/** Standard deviation with divisor n. */
export const standardDeviation = (values: Sorted) => Math.sqrt(variance(values));

/** Value at position (n - 1) share between the order statistics, 0 <= share <= 1; type 7 of Hyndman and Fan 1996. */
export function quantile(values: Sorted, share: number): number {
  const position = (values.length - 1) * share;
  // A position that is whole but for rounding must give a value of the sample, not one a hair beside it.
  const nearest = Math.round(position);
  if (Math.abs(position - nearest) < 1e-9) return values[nearest] as number;
  const index = Math.floor(position);
  const low = values[index] as number;
  const high = values[index + 1] as number;
  const part = position - index;
  return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
}

export function countDistinct(values: Sorted): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (i === 0 || values[i] !== values[i - 1]) count += 1;
  return count;
}

/** How many values lie below `limit`. */
export function countBelow(values: Sorted, limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many values are at most `limit`. */
export function countUpTo(values: Sorted, limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
