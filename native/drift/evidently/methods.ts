import { type CommonBins, commonBins, hellingerBins } from '../binning/common-bins.ts';
import { hellingerDistance, jensenShannonDivergence } from '../distances/divergences.ts';
import { energyDistance, normalisedWasserstein } from '../distances/transport.ts';
import { type ClassCounts, countClasses, proportions, total } from '../sample/classes.ts';
import { type Sorted, standardDeviation } from '../sample/numeric.ts';
import { scanPooled } from '../sample/pooled-scan.ts';
import { chiSquareUpperTail } from '../special/chi-square.ts';
import { andersonDarling } from '../statistics/anderson-darling.ts';
import { chiSquareGoodnessOfFit } from '../statistics/chi-square.ts';
import { cramerVonMises } from '../statistics/cramer-von-mises.ts';
import { kolmogorovSmirnov } from '../statistics/kolmogorov-smirnov.ts';
import { mannWhitney } from '../statistics/mann-whitney.ts';
import { fisherExact, twoProportionZ } from '../statistics/proportions.ts';
import { studentT } from '../statistics/t-test.ts';

/** Which way a value of Evidently moves with drift: its p-values fall, its distances rise. */
export type Direction = 'falls' | 'rises';

/** A method of Evidently 0.7: what its `drift_score` is and when it calls that drift. */
export interface EvidentlyMethod<Sample> {
  direction: Direction;
  threshold: number;
  /** Whether a value equal to the threshold is drift. */
  inclusive: boolean;
  /** NaN where Evidently answers NaN, null where it fails. */
  score: (sample: Sample) => number | null;
}

/** Two non-empty ascending samples of numbers. */
export interface NumberPair {
  x: Sorted;
  y: Sorted;
}

/** Evidently takes the exact p-value up to this many values on the larger side. */
export const EVIDENTLY_EXACT_LIMIT = 10_000;
/** Where Evidently ends the series of Cramer-von Mises' limit distribution. */
export const EVIDENTLY_SMALLEST_TERM = 1e-7;

const fallsTo = (threshold: number, inclusive = false) => ({ direction: 'falls' as const, threshold, inclusive });
const risesTo = (threshold: number, inclusive = true) => ({ direction: 'rises' as const, threshold, inclusive });

/** Of counts over classes, or over the distinct values of a number. */
export const CLASS_METHODS = {
  chisquare: { ...fallsTo(0.05), score: (counts) => chiSquareGoodnessOfFit(counts).p_value ?? Number.NaN },
  z: { ...fallsTo(0.05), score: zScore },
  jensenshannon: { ...risesTo(0.1), score: jensenShannon },
  psi: { ...risesTo(0.1), score: populationStability },
  kl_div: { ...risesTo(0.1), score: kullbackLeibler },
  hellinger: { ...risesTo(0.1), score: ({ reference, current }) => hellingerDistance(reference, current) },
  g_test: { ...fallsTo(0.1), score: gTest },
  fisher_exact: { ...fallsTo(0.1), score: fisher },
} as const satisfies Record<string, EvidentlyMethod<ClassCounts>>;

const bins = ({ x, y }: NumberPair) => commonBins(x, y);
const asClasses = ({ x, y }: NumberPair) => countClasses<number>(x, y);

export const NUMBER_METHODS = {
  ks: { ...fallsTo(0.05, true), score: ({ x, y }) => kolmogorovSmirnov(x, y, EVIDENTLY_EXACT_LIMIT).p_value },
  wasserstein: {
    ...risesTo(0.1),
    score: ({ x, y }) => normalisedWasserstein(scanPooled(x, y), standardDeviation(x)),
  },
  jensenshannon: { ...risesTo(0.1), score: (pair) => jensenShannon(bins(pair)) },
  psi: { ...risesTo(0.1), score: (pair) => populationStability(bins(pair)) },
  kl_div: { ...risesTo(0.1), score: (pair) => kullbackLeibler(bins(pair)) },
  hellinger: {
    ...risesTo(0.1),
    score: ({ x, y }) => {
      const { reference, current } = hellingerBins(x, y, scanPooled(x, y).distinct);
      return hellingerDistance(reference, current);
    },
  },
  anderson: { ...fallsTo(0.1), score: ({ x, y }) => andersonDarling(x, y).p_value },
  cramer_von_mises: {
    ...fallsTo(0.1, true),
    score: ({ x, y }) => cramerVonMises(x, y, 'auto', EVIDENTLY_SMALLEST_TERM).p_value,
  },
  ed: { ...risesTo(0.1, false), score: ({ x, y }) => energyDistance(scanPooled(x, y)) },
  t_test: { ...fallsTo(0.05), score: ({ x, y }) => studentT(x, y).p_value ?? Number.NaN },
  mannw: { ...fallsTo(0.05), score: ({ x, y }) => mannWhitney(x, y).p_less },
  chisquare: { ...CLASS_METHODS.chisquare, score: (pair) => CLASS_METHODS.chisquare.score(asClasses(pair)) },
  z: { ...CLASS_METHODS.z, score: (pair) => CLASS_METHODS.z.score(asClasses(pair)) },
} as const satisfies Record<string, EvidentlyMethod<NumberPair>>;

export type NumberMethod = keyof typeof NUMBER_METHODS;
export type ClassMethod = keyof typeof CLASS_METHODS;

/** A NaN is never drift, as the comparison with it is false. */
export function isDrift(
  { direction, threshold, inclusive }: Pick<EvidentlyMethod<never>, 'direction' | 'threshold' | 'inclusive'>,
  score: number,
): boolean {
  if (score === threshold) return inclusive;
  return direction === 'falls' ? score < threshold : score > threshold;
}

/** Likelihood ratio to the counts of the reference as they are; it fails on samples of different sizes. */
function gTest({ reference, current, classes }: ClassCounts): number | null {
  if (total(reference) !== total(current)) return null;
  if (classes.length === 1) return Number.NaN;
  const statistic = current.reduce(
    (sum, count, index) => sum + (count === 0 ? 0 : 2 * count * Math.log(count / (reference[index] as number))),
    0,
  );
  return chiSquareUpperTail(statistic, classes.length - 1);
}

/** Of at most two classes and samples of one size; it fails on others. */
function fisher({ reference, current, classes }: ClassCounts): number | null {
  const size = total(reference);
  if (classes.length > 2 || size !== total(current)) return null;
  return fisherExact({ hits: current[0] as number, size }, { hits: reference[0] as number, size }).p_value;
}

type Counts = Pick<CommonBins, 'reference' | 'current'>;

/** Two-sided z of the share of all classes but the first. */
function zScore({ reference, current }: ClassCounts): number {
  const rest = (counts: readonly number[]) => ({ hits: total(counts.slice(1)), size: total(counts) });
  return twoProportionZ(rest(reference), rest(current)).p_value;
}

/** Distance in natural units: at most sqrt(ln 2) = 0.83. */
function jensenShannon({ reference, current }: Counts): number {
  return Math.sqrt(jensenShannonDivergence(reference, current));
}

/** Empty bins get 0.0001, or a millionth of the smallest share where that is no larger than 0.0001. */
function filledProportions(counts: readonly number[]): number[] {
  const shares = proportions(counts);
  const smallest = Math.min(...shares.filter((share) => share > 0));
  const filling = smallest <= 0.0001 ? smallest / 1e6 : 0.0001;
  return shares.map((share) => (share === 0 ? filling : share));
}

/** On the filled shares as they are, though they no longer add up to 1. */
function populationStability({ reference, current }: Counts): number {
  const q = filledProportions(current);
  return filledProportions(reference).reduce((sum, p, index) => {
    const other = q[index] as number;
    return sum + (p - other) * Math.log(p / other);
  }, 0);
}

/** On the filled shares brought back to 1; reference to current. */
export function kullbackLeibler({ reference, current }: Counts): number {
  const normalised = (counts: readonly number[]) => {
    const filled = filledProportions(counts);
    const sum = filled.reduce((acc, share) => acc + share, 0);
    return filled.map((share) => share / sum);
  };
  const q = normalised(current);
  return normalised(reference).reduce((sum, p, index) => sum + p * Math.log(p / (q[index] as number)), 0);
}
