/** Corrections for testing several features at once; adjusted p-values in the order given, each at most 1. */
export const ADJUSTMENTS = {
  benjamini_hochberg: benjaminiHochberg,
  holm,
  bonferroni: (pValues: readonly number[]) => pValues.map((p) => Math.min(1, p * pValues.length)),
  none: (pValues: readonly number[]) => [...pValues],
} as const;

/**
 * Bounds the expected share of false findings: p_(i) k / i, made monotone from the largest down. Benjamini and Hochberg,
 * JRSS B 57, 1995; holds for independent and for positively dependent features (Benjamini and Yekutieli 2001).
 */
function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = ascending(pValues);
  const adjusted = new Array<number>(pValues.length);
  let smallest = 1;
  for (let place = order.length; place >= 1; place--) {
    const index = order[place - 1] as number;
    smallest = Math.min(smallest, ((pValues[index] as number) * pValues.length) / place);
    adjusted[index] = smallest;
  }
  return adjusted;
}

/** Bounds the chance of any false finding: p_(i) (k - i + 1), made monotone from the smallest up. Holm 1979. */
function holm(pValues: readonly number[]): number[] {
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  for (const [place, index] of ascending(pValues).entries()) {
    largest = Math.max(largest, Math.min(1, (pValues[index] as number) * (pValues.length - place)));
    adjusted[index] = largest;
  }
  return adjusted;
}

const ascending = (pValues: readonly number[]) =>
  [...pValues.keys()].sort((a, b) => (pValues[a] as number) - (pValues[b] as number));
