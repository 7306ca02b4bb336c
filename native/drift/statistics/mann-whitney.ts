import type { Sorted } from '../sample/numeric.ts';
import { rankPooled } from '../sample/pooled-ranks.ts';
import { normalUpperTail } from '../special/normal.ts';
import type { PMethod } from './test-result.ts';

export interface MannWhitney {
  /** Pairs in which the first sample's value is the larger one; ties count half. */
  u: number;
  p_two_sided: number;
  /** One-sided: that the first sample tends to be smaller. */
  p_less: number;
  p_method: PMethod;
}

/** With more values on the smaller side the normal approximation is as good. */
const EXACT_LIMIT = 8;

/**
 * Mann and Whitney's rank test of two non-empty samples: exact where a side has at most 8 values and there are no ties,
 * else the normal approximation with corrections for ties and continuity.
 */
export function mannWhitney(x: Sorted, y: Sorted): MannWhitney {
  const [n, m] = [x.length, y.length];
  const ranks = rankPooled(x, y);
  const u = ranks.x.reduce((sum, rank) => sum + rank, 0) - (n * (n + 1)) / 2;
  const other = n * m - u;
  const larger = Math.max(u, other);
  const ties = ranks.multiplicities.some((count) => count > 1);
  const exact = Math.min(n, m) <= EXACT_LIMIT && !ties;
  const tail = exact ? exactTail(n, m) : normalTail(n, m, ranks.multiplicities);
  return {
    u,
    p_two_sided: Math.min(1, 2 * tail(larger)),
    p_less: Math.min(1, tail(other)),
    p_method: exact ? 'exact' : 'asymptotic',
  };
}

function normalTail(n: number, m: number, multiplicities: readonly number[]): (u: number) => number {
  const all = n + m;
  const tied = multiplicities.reduce((sum, count) => sum + (count ** 3 - count), 0);
  const spread = Math.sqrt(((n * m) / 12) * (all + 1 - tied / (all * (all - 1))));
  return (u) => (spread > 0 ? normalUpperTail((u - (n * m) / 2 - 0.5) / spread) : 1);
}

/** P(U >= u): orders counted by U, the coefficients of the Gaussian binomial, one factor (1 - q^(k+i))/(1 - q^i) a step. */
function exactTail(n: number, m: number): (u: number) => number {
  const [few, many] = [Math.min(n, m), Math.max(n, m)];
  const counts = new Float64Array(few * many + 1);
  counts[0] = 1;
  for (let i = 1; i <= few; i++) {
    const shift = many + i;
    for (let u = counts.length - 1; u >= shift; u--) counts[u] = (counts[u] as number) - (counts[u - shift] as number);
    for (let u = i; u < counts.length; u++) counts[u] = (counts[u] as number) + (counts[u - i] as number);
  }
  const orders = counts.reduce((sum, count) => sum + count, 0);
  return (u) => {
    let sum = 0;
    // The distribution is symmetric: the lower end has the same counts, summed from the smallest.
    for (let k = 0; k <= n * m - u; k++) sum += counts[k] as number;
    return sum / orders;
  };
}
