import { countClasses } from '../sample/classes.ts';
import { sortNumbers } from '../sample/numeric.ts';
import { scanPooled } from '../sample/pooled-scan.ts';
import { kindOf } from '../verdict/assess.ts';
import { exceedanceScore } from '../verdict/score.ts';
import type { Column } from '../verdict/window.ts';
import {
  CLASS_METHODS,
  type ClassMethod,
  type Direction,
  type EvidentlyMethod,
  isDrift,
  NUMBER_METHODS,
  type NumberMethod,
} from './methods.ts';

/** What Evidently says of one column; figures are null where it fails or answers NaN, `reason` says why. */
export interface EvidentlyColumn {
  feature: string;
  kind: 'numeric' | 'categorical';
  method: NumberMethod | ClassMethod | null;
  /** A p-value or a distance, see `direction`: not comparable between methods. */
  drift_score: number | null;
  direction: Direction | null;
  threshold: number | null;
  drifted: boolean;
  /** Rises with drift whatever the method; 0.5 is at the threshold. Not of Evidently. */
  score: number | null;
  reason: string | null;
}

export interface EvidentlyReport {
  features: EvidentlyColumn[];
  num_drifted_features: number;
  /** Drifted columns over all columns tested. */
  drift_share: number;
  dataset_drift: boolean;
}

/** Evidently's default, inclusive. */
export const EVIDENTLY_DRIFT_SHARE = 0.5;
/** Above so many rows of the reference Evidently turns from tests to distances. */
const LARGE_REFERENCE = 1_000;
/** A number with so few distinct values is tested as a class. */
const FEW_VALUES = 5;

/**
 * Evidently's own choice of test.
 *
 * @param distinct distinct values of both samples together
 * @param n rows of the reference without missing values
 */
export function defaultMethod(
  kind: 'numeric' | 'categorical',
  distinct: number,
  n: number,
): NumberMethod | ClassMethod {
  const asNumber = kind === 'numeric' && distinct > FEW_VALUES;
  if (n > LARGE_REFERENCE) return asNumber ? 'wasserstein' : 'jensenshannon';
  if (asNumber) return 'ks';
  return distinct > 2 ? 'chisquare' : 'z';
}

/**
 * One column as Evidently 0.7 judges it by default, or by the named method where it suits the column.
 *
 * A column without values on a side stops Evidently's whole report; here it alone has no verdict.
 */
export function evidentlyColumn(feature: string, reference: Column, current: Column, wanted?: string): EvidentlyColumn {
  const kind = kindOf(reference, current);
  const failed = (reason: string): EvidentlyColumn => ({ ...NOTHING, feature, kind, reason });
  if (kind === 'numeric') {
    const pair = { x: sortNumbers(reference), y: sortNumbers(current) };
    if (pair.x.length === 0 || pair.y.length === 0) return failed('An empty column stops Evidently.');
    const chosen = defaultMethod(kind, scanPooled(pair.x, pair.y).distinct, pair.x.length) as NumberMethod;
    const name = isNumberMethod(wanted) ? wanted : chosen;
    return judged(feature, kind, name, NUMBER_METHODS[name], pair);
  }
  const words = (column: Column) => [...column].filter((value): value is string => typeof value === 'string');
  const counts = countClasses<string>(words(reference), words(current));
  const n = counts.reference.reduce((sum, count) => sum + count, 0);
  if (n === 0 || counts.current.every((count) => count === 0)) return failed('An empty column stops Evidently.');
  const chosen = defaultMethod(kind, counts.classes.length, n) as ClassMethod;
  const name = isClassMethod(wanted) ? wanted : chosen;
  return judged(feature, kind, name, CLASS_METHODS[name], counts);
}

/** All columns, and the data set: drift from half of them on, without any correction. */
export function evidentlyReport(features: EvidentlyColumn[]): EvidentlyReport {
  const drifted = features.filter((feature) => feature.drifted).length;
  const share = features.length === 0 ? 0 : drifted / features.length;
  return {
    features,
    num_drifted_features: drifted,
    drift_share: share,
    dataset_drift: features.length > 0 && share >= EVIDENTLY_DRIFT_SHARE,
  };
}

const NOTHING = {
  method: null,
  drift_score: null,
  direction: null,
  threshold: null,
  drifted: false,
  score: null,
} as const;

const isNumberMethod = (name: string | undefined): name is NumberMethod =>
  name !== undefined && Object.hasOwn(NUMBER_METHODS, name);
const isClassMethod = (name: string | undefined): name is ClassMethod =>
  name !== undefined && Object.hasOwn(CLASS_METHODS, name);

function judged<Sample>(
  feature: string,
  kind: 'numeric' | 'categorical',
  name: NumberMethod | ClassMethod,
  method: EvidentlyMethod<Sample>,
  sample: Sample,
): EvidentlyColumn {
  const score = method.score(sample);
  const { direction, threshold } = method;
  const common = { feature, kind, method: name, direction, threshold };
  if (score === null || Number.isNaN(score)) {
    const reason =
      score === null ? 'Evidently fails on these values.' : 'Evidently answers NaN, which it takes for no drift.';
    return { ...common, drift_score: null, drifted: false, score: null, reason };
  }
  return {
    ...common,
    drift_score: score,
    drifted: isDrift(method, score),
    score: exceedanceScore(direction === 'falls' ? 'p_value' : 'distance', score, threshold),
    reason: null,
  };
}
