import { logGamma } from '../special/gamma.ts';
import { normalUpperTail } from '../special/normal.ts';

/** `hits` of `size` samples have the property. */
export interface Proportion {
  hits: number;
  size: number;
}

/**
 * Two-sided z test that two shares are the same, with the pooled variance; z > 0 where the first is larger. Both 0 or
 * both 1 is p = 1.
 */
export function twoProportionZ(a: Proportion, b: Proportion): { statistic: number; p_value: number } {
  const pooled = (a.hits + b.hits) / (a.size + b.size);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / a.size + 1 / b.size));
  if (spread === 0) return { statistic: 0, p_value: 1 };
  const statistic = (a.hits / a.size - b.hits / b.size) / spread;
  return { statistic, p_value: Math.min(1, 2 * normalUpperTail(Math.abs(statistic))) };
}

/**
 * Fisher's exact test of a 2 x 2 table, two-sided: the probability of all tables with these margins that are no more
 * likely than the one observed. The statistic is the odds ratio, null where it is undefined.
 */
export function fisherExact(a: Proportion, b: Proportion): { statistic: number | null; p_value: number } {
  const hits = a.hits + b.hits;
  const logFactorial = (count: number) => logGamma(count + 1);
  const all = a.size + b.size;
  const constant =
    logFactorial(hits) + logFactorial(all - hits) + logFactorial(a.size) + logFactorial(b.size) - logFactorial(all);
  const probability = (k: number) =>
    Math.exp(
      constant - logFactorial(k) - logFactorial(hits - k) - logFactorial(a.size - k) - logFactorial(b.size - hits + k),
    );
  // Tables as likely as the observed one must not be lost to rounding.
  const limit = probability(a.hits) * (1 + 1e-7);
  let p = 0;
  for (let k = Math.max(0, hits - b.size); k <= Math.min(hits, a.size); k++) {
    const chance = probability(k);
    if (chance <= limit) p += chance;
  }
  const odds = (a.hits * (b.size - b.hits)) / (b.hits * (a.size - a.hits));
  return { statistic: Number.isFinite(odds) ? odds : null, p_value: Math.min(1, p) };
}

/** Fisher's test where a count of the table is expected below 5, else z. */
export function compareProportions(
  a: Proportion,
  b: Proportion,
): { method: 'two_proportion_z' | 'fisher_exact'; statistic: number | null; p_value: number } {
  const pooled = (a.hits + b.hits) / (a.size + b.size);
  const smallest = Math.min(a.size, b.size) * Math.min(pooled, 1 - pooled);
  return smallest < 5
    ? { method: 'fisher_exact', ...fisherExact(a, b) }
    : { method: 'two_proportion_z', ...twoProportionZ(a, b) };
}
