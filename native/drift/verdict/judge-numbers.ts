import type { DriftMethod } from '../../contract/drift.ts';
import { commonBins, hellingerBins } from '../binning/common-bins.ts';
import { hellingerDistance, jensenShannonDistance } from '../distances/divergences.ts';
import { PSI_WARNING } from '../distances/stability-index.ts';
import { energyDistance, normalisedWasserstein } from '../distances/transport.ts';
import { divideNumbers } from '../permutation/divisions.ts';
import { driftFreeLimit } from '../permutation/drift-free-limit.ts';
import { countClasses } from '../sample/classes.ts';
import { type Sorted, standardDeviation } from '../sample/numeric.ts';
import { type PooledScan, scanPooled } from '../sample/pooled-scan.ts';
import { andersonDarling } from '../statistics/anderson-darling.ts';
import { cramerVonMises, cramerVonMisesStatistic } from '../statistics/cramer-von-mises.ts';
import { kolmogorovSmirnov } from '../statistics/kolmogorov-smirnov.ts';
import { mannWhitney } from '../statistics/mann-whitney.ts';
import { welchT } from '../statistics/t-test.ts';
import { type PMethod, permutationP, type TestResult } from '../statistics/test-result.ts';
import { judgeClasses } from './judge-classes.ts';
import { type Context, chooseMethod, featureConfig, type Judgement, methodsOf, randomFor } from './judgement.ts';
import { numericStability } from './measures.ts';

/** A number that takes so few values in both windows is judged as a class. */
export const FEW_VALUES = 5;

type Distance = (x: Sorted, y: Sorted) => number;

const LIMITED: Partial<Record<DriftMethod, Distance>> = {
  wasserstein: (x, y) => normalisedWasserstein(scanPooled(x, y), standardDeviation(x)),
  jensen_shannon: (x, y) => {
    const bins = commonBins(x, y);
    return jensenShannonDistance(bins.reference, bins.current);
  },
  hellinger: (x, y) => {
    const bins = hellingerBins(x, y, scanPooled(x, y).distinct);
    return hellingerDistance(bins.reference, bins.current);
  },
  // The energy distance has the square root of the unit of the values, so that is what makes it free of a unit.
  energy: (x, y) => energyDistance(scanPooled(x, y)) / Math.sqrt(Math.max(standardDeviation(x), 0.001)),
};

const TESTS: Partial<
  Record<DriftMethod, (x: Sorted, y: Sorted, context: Context, scan: PooledScan) => TestResult & { p_method: PMethod }>
> = {
  ks: (x, y, { exact_limit }, scan) => kolmogorovSmirnov(x, y, exact_limit, scan),
  anderson_darling: (x, y) => ({ ...andersonDarling(x, y), p_method: 'interpolated' }),
  cramer_von_mises: (x, y) => cramerVonMises(x, y),
  t_test: (x, y) => ({ ...welchT(x, y), p_method: 'asymptotic' }),
  mann_whitney: (x, y) => {
    const { u, p_two_sided, p_method } = mannWhitney(x, y);
    return { statistic: u, p_value: p_two_sided, p_method };
  },
};

/** Tests whose tables and limits do not hold with ties; with them the statistic is judged by permutation. */
const TIE_SHY: Partial<Record<DriftMethod, (x: Sorted, y: Sorted) => number>> = {
  anderson_darling: (x, y) => andersonDarling(x, y).statistic ?? 0,
  cramer_von_mises: cramerVonMisesStatistic,
};

/** Of two non-empty ascending samples. */
export function judgeNumbers(feature: string, x: Sorted, y: Sorted, scan: PooledScan, context: Context): Judgement {
  const settings = featureConfig(context.config, feature);
  const fewValues = scan.distinct <= FEW_VALUES;
  const { method, threshold } = chooseMethod<DriftMethod>(
    settings,
    methodsOf('numeric'),
    fewValues ? 'chi_square' : 'ks',
  );
  if (method === 'chi_square') return judgeClasses(feature, countClasses<number>(x, y), context);
  const effect = scan.height / (x.length * y.length);
  const size = {
    effect,
    large_enough: Math.max(effect, normalisedWasserstein(scan, standardDeviation(x))) >= context.config.minimum_effect,
  };
  const test = TESTS[method];
  if (test !== undefined) {
    const result = withTies(feature, method, x, y, scan, context) ?? test(x, y, context, scan);
    return { method, ...result, threshold: threshold ?? context.config.alpha, basis: 'p_value', ...size };
  }
  const { statistic, limit } = measure(feature, method, x, y, context);
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

function withTies(
  feature: string,
  method: DriftMethod,
  x: Sorted,
  y: Sorted,
  scan: PooledScan,
  context: Context,
): (TestResult & { p_method: PMethod }) | null {
  const statisticOf = TIE_SHY[method];
  if (statisticOf === undefined || !scan.ties || Math.min(x.length, y.length) < 2) return null;
  const { permutations } = context.config;
  if (scan.distinct === 1) return { statistic: null, p_value: 1, p_method: 'permutation' };
  const statistic = statisticOf(x, y);
  const divided = divideNumbers(x, y, statisticOf, permutations, randomFor(context, feature));
  const atLeast = divided.filter((value) => value >= statistic - 1e-9 * Math.abs(statistic)).length;
  return { statistic, p_value: permutationP(atLeast, permutations), p_method: 'permutation' };
}

function measure(feature: string, method: DriftMethod, x: Sorted, y: Sorted, context: Context) {
  const distance = LIMITED[method];
  if (distance !== undefined) {
    const divide = (rounds: number) => divideNumbers(x, y, distance, rounds, randomFor(context, feature));
    return { statistic: distance(x, y), limit: () => driftFreeLimit(x.length, divide) };
  }
  const stability = numericStability(x, y);
  const limit = Math.max(PSI_WARNING, stability.floor);
  return method === 'psi'
    ? { statistic: stability.psi, limit: () => limit }
    : { statistic: stability.kl, limit: () => limit / 2 };
}
