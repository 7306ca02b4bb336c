/** What a statistical test answers. Null is "cannot be computed", never 0. */
export interface TestResult {
  statistic: number | null;
  p_value: number | null;
}

/** How the p-value came about. */
export type PMethod = 'exact' | 'asymptotic' | 'permutation' | 'interpolated';

export const NOT_COMPUTED: TestResult = { statistic: null, p_value: null };

/** The p-value of a permutation test; never 0, since the observed arrangement is one of them (Phipson and Smyth 2010). */
export function permutationP(atLeastAsLarge: number, permutations: number): number {
  return (1 + atLeastAsLarge) / (1 + permutations);
}
