import type { DriftMethod } from '../../contract/drift.ts';
import { hellingerDistance, jensenShannonDistance, lInfinity, totalVariation } from '../distances/divergences.ts';
import { PSI_WARNING, stabilityIndex } from '../distances/stability-index.ts';
import { divideClasses } from '../permutation/divisions.ts';
import { driftFreeLimit } from '../permutation/drift-free-limit.ts';
import { type ClassCounts, total } from '../sample/classes.ts';
import { chiSquareWithFallback } from '../statistics/chi-square.ts';
import { type Context, chooseMethod, featureConfig, type Judgement, methodsOf, randomFor } from './judgement.ts';

type Distance = (reference: readonly number[], current: readonly number[]) => number;

const LIMITED: Partial<Record<DriftMethod, Distance>> = {
  jensen_shannon: jensenShannonDistance,
  hellinger: hellingerDistance,
  tvd: totalVariation,
  l_infinity: lInfinity,
};

/** Of counts of which neither side is empty. */
export function judgeClasses(feature: string, counts: ClassCounts, context: Context): Judgement {
  const { config } = context;
  const { method, threshold } = chooseMethod<DriftMethod>(
    featureConfig(config, feature),
    methodsOf('categorical'),
    'chi_square',
  );
  const effect = totalVariation(counts.reference, counts.current);
  const size = { effect, large_enough: effect >= config.minimum_effect };
  if (method === 'chi_square') {
    const test = chiSquareWithFallback(counts, config.permutations, () => randomFor(context, feature));
    const { statistic, p_value, p_method } = test;
    return { method, p_method, statistic, p_value, threshold: threshold ?? config.alpha, basis: 'p_value', ...size };
  }
  const { statistic, limit } = measure(feature, method, counts, context);
  return {
    method,
    p_method: null,
    statistic,
    p_value: null,
    threshold: threshold ?? limit(),
    basis: 'distance',
    ...size,
  };
}

function measure(feature: string, method: DriftMethod, { reference, current }: ClassCounts, context: Context) {
  const distance = LIMITED[method];
  if (distance !== undefined) {
    const divide = (rounds: number) => divideClasses(reference, current, distance, rounds, randomFor(context, feature));
    return {
      statistic: distance(reference, current),
      limit: () => driftFreeLimit(total(reference), divide),
    };
  }
  const stability = stabilityIndex(reference, current);
  const limit = Math.max(PSI_WARNING, stability.floor);
  return method === 'psi'
    ? { statistic: stability.psi, limit: () => limit }
    : { statistic: stability.kl, limit: () => limit / 2 };
}
