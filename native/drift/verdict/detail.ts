import type { FeatureDetail } from '../../contract/drift.ts';
import { type ClassCounts, countClasses } from '../sample/classes.ts';
import { type Sorted, sortNumbers } from '../sample/numeric.ts';
import { type PooledScan, scanPooled } from '../sample/pooled-scan.ts';
import { andersonDarling } from '../statistics/anderson-darling.ts';
import { chiSquareHomogeneity } from '../statistics/chi-square.ts';
import { cramerVonMises } from '../statistics/cramer-von-mises.ts';
import { mannWhitney } from '../statistics/mann-whitney.ts';
import { welchT } from '../statistics/t-test.ts';
import { NOT_COMPUTED, type TestResult } from '../statistics/test-result.ts';
import { countOutliers } from './outliers.ts';
import type { Column } from './window.ts';

/** Beyond so many distinct values a table of them says nothing. */
const MOST_CLASSES = 20;

type Reasons = Record<string, string>;

/** Null for what JSON has no number for. */
const finite = ({ statistic, p_value }: TestResult): TestResult => ({
  statistic: statistic !== null && Number.isFinite(statistic) ? statistic : null,
  p_value,
});

/**
 * Of a column of both windows, of numbers or of classes, without the test that decides: milliseconds for tens of thousands
 * of values. Null where a window has no value of it.
 */
export function detailColumn(
  reference: Column,
  current: Column,
  kind: 'numeric' | 'categorical',
): { detail: FeatureDetail; not_computed: Reasons } | null {
  const reasons: Reasons = {};
  if (kind === 'numeric') {
    const [x, y] = [sortNumbers(reference), sortNumbers(current)];
    if (x.length === 0 || y.length === 0) return null;
    return { detail: detailNumbers(x, y, scanPooled(x, y), reasons), not_computed: reasons };
  }
  const words = (column: Column) => [...column].filter((value) => typeof value === 'string');
  const [x, y] = [words(reference), words(current)];
  if (x.length === 0 || y.length === 0) return null;
  return { detail: detailClasses(countClasses<string>(x, y), reasons), not_computed: reasons };
}

/** Of two non-empty ascending samples. What cannot be computed is null, its reason added to `reasons`. */
export function detailNumbers(x: Sorted, y: Sorted, scan: PooledScan, reasons: Reasons): FeatureDetail {
  const tied = (test: () => TestResult, name: string): TestResult => {
    if (!scan.ties) return noted(test(), name, reasons);
    reasons[name] = 'Not applicable: values occur more than once, and ties make its p-value meaningless.';
    return NOT_COMPUTED;
  };
  const { u, p_two_sided } = mannWhitney(x, y);
  if (scan.distinct > MOST_CLASSES) reasons['chi_square'] = `${scan.distinct} distinct values are no classes.`;
  return {
    anderson_darling: tied(() => andersonDarling(x, y), 'anderson_darling'),
    cramer_von_mises: tied(() => {
      const { statistic, p_value } = cramerVonMises(x, y);
      return { statistic, p_value };
    }, 'cramer_von_mises'),
    t_test: noted(finite(welchT(x, y)), 't_test', reasons),
    mann_whitney: { statistic: u, p_value: p_two_sided },
    ...(scan.distinct > MOST_CLASSES
      ? { chi_square: NOT_COMPUTED, cramers_v: null }
      : detailOfCounts(countClasses<number>(x, y))),
    outliers: countOutliers(x, y),
  };
}

function noted(result: TestResult, name: string, reasons: Reasons): TestResult {
  if (result.p_value === null) reasons[name] = 'Too few values, or none that differ.';
  return result;
}

/** Of counts of which neither side is empty. */
export function detailClasses(counts: ClassCounts, reasons: Reasons): FeatureDetail {
  for (const name of ['anderson_darling', 'cramer_von_mises', 't_test', 'mann_whitney', 'outliers']) {
    reasons[name] = 'Classes have no order.';
  }
  return {
    anderson_darling: NOT_COMPUTED,
    cramer_von_mises: NOT_COMPUTED,
    t_test: NOT_COMPUTED,
    mann_whitney: NOT_COMPUTED,
    ...detailOfCounts(counts),
    outliers: null,
  };
}

function detailOfCounts(counts: ClassCounts) {
  const { statistic, p_value, cramers_v } = chiSquareHomogeneity(counts);
  return { chi_square: { statistic, p_value }, cramers_v };
}
