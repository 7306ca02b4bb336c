import type { DriftMethod, DriftWarning } from '../../contract/drift.ts';
import { poolRows } from '../embedding/matrix.ts';
import { energyTest, maximumMeanDiscrepancy } from '../embedding/maximum-mean-discrepancy.ts';
import { cosineDistance, meanVector } from '../embedding/means.ts';
import { identityOrder, type Random } from '../random/random.ts';
import { type Context, chooseMethod, featureConfig, type Judgement, methodsOf, randomFor } from './judgement.ts';

/** A kernel matrix of more rows than this takes too long: the time grows with their square. */
export const MOST_ROWS = 360;

type Vector = ArrayLike<number>;

export interface EmbeddingJudgement {
  judgement: Judgement;
  /** Cosine distance of the means of all rows, 0 to 2; null where a mean has no direction. */
  distance: number | null;
  warnings: DriftWarning[];
}

/** Of two non-empty lists of vectors that are equally long. */
export function judgeEmbeddings(
  feature: string,
  reference: readonly Vector[],
  current: readonly Vector[],
  context: Context,
): EmbeddingJudgement {
  const { config } = context;
  const random = randomFor(context, feature);
  const { method, threshold } = chooseMethod<DriftMethod>(
    featureConfig(config, feature),
    methodsOf('embedding'),
    'mmd',
  );
  const [n, m] = rowsWithin(reference.length, current.length);
  const rows = poolRows(thin(reference, n, random), thin(current, m, random));
  const test = method === 'energy' ? energyTest : maximumMeanDiscrepancy;
  const { statistic, p_value } = test(rows, config.permutations, random);
  const distance = cosineDistance(meanVector(reference), meanVector(current));
  return {
    judgement: {
      method,
      p_method: 'permutation',
      statistic,
      p_value,
      threshold: threshold ?? config.alpha,
      basis: 'p_value',
      effect: distance === null ? null : distance / 2,
      // A permutation p-value below any usable level lies above the permutation median by itself.
      large_enough: true,
    },
    distance,
    warnings: n < reference.length || m < current.length ? [subsampled(feature, reference, current, n, m)] : [],
  };
}

/** At most MOST_ROWS together, in the proportion of the windows as far as neither falls below 50. */
function rowsWithin(n: number, m: number): [n: number, m: number] {
  if (n + m <= MOST_ROWS) return [n, m];
  const smaller = Math.min(n, m, Math.max(50, Math.round((MOST_ROWS * Math.min(n, m)) / (n + m))));
  const larger = MOST_ROWS - smaller;
  return n >= m ? [larger, smaller] : [smaller, larger];
}

/** A random choice, in the order of the window. */
function thin(rows: readonly Vector[], count: number, random: Random): readonly Vector[] {
  if (count >= rows.length) return rows;
  const order = identityOrder(rows.length);
  random.drawGroup(order, count);
  return [...order.subarray(0, count).sort()].map((index) => rows[index] as Vector);
}

const subsampled = (
  feature: string,
  x: readonly Vector[],
  y: readonly Vector[],
  n: number,
  m: number,
): DriftWarning => ({
  code: 'subsampled',
  feature,
  detail: `The test uses ${n} of ${x.length} reference and ${m} of ${y.length} current embeddings, chosen at random.`,
});
