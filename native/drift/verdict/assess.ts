import type { DriftEvent, DriftWarning, FeatureKind, FeatureVerdict } from '../../contract/drift.ts';
import { countClasses } from '../sample/classes.ts';
import { isNumber, sortNumbers } from '../sample/numeric.ts';
import { scanPooled } from '../sample/pooled-scan.ts';
import { compareProportions } from '../statistics/proportions.ts';
import { lag1Correlation, NOTABLE_CORRELATION, suggestedStride } from './correlation.ts';
import { describeNumbers, describeOthers, directionOf, histogramOfClasses, histogramOfNumbers } from './describe.ts';
import { detailClasses, detailNumbers } from './detail.ts';
import { judgeClasses } from './judge-classes.ts';
import { judgeNumbers } from './judge-numbers.ts';
import type { Context, Judgement } from './judgement.ts';
import { measureClasses, measureNumbers, NO_MEASURES } from './measures.ts';
import { newClasses } from './new-classes.ts';
import type { Column } from './window.ts';

/** All of a feature's verdict that does not depend on the other features of the check. */
export type Description = Omit<
  FeatureVerdict,
  | 'method'
  | 'p_method'
  | 'statistic'
  | 'p_value'
  | 'p_adjusted'
  | 'threshold'
  | 'score'
  | 'effect'
  | 'drifted'
  | 'drifted_unadjusted'
>;

export interface Assessment {
  description: Description;
  /** Null where there is nothing to compare; `description.reason` says why. */
  judgement: Judgement | null;
  events: DriftEvent[];
  warnings: DriftWarning[];
}

const isWord = (value: unknown): value is string => typeof value === 'string';

type ColumnKind = 'numeric' | 'categorical';

/** By the first value; null of a column without any. */
function columnKind(column: readonly unknown[]): ColumnKind | null {
  const first = column.find((value) => value !== null && value !== undefined);
  return first === undefined ? null : isWord(first) ? 'categorical' : 'numeric';
}

/** What both columns are; columns without any value count as numbers. */
export function kindOf(reference: Column, current: Column): ColumnKind {
  return columnKind(reference) ?? columnKind(current) ?? 'numeric';
}

/** One column of both windows. */
export function assessColumn(feature: string, reference: Column, current: Column, context: Context): Assessment {
  const kind = kindOf(reference, current);
  const other = columnKind(current);
  if (other !== null && other !== kind) {
    const describe = (column: Column) => describeOthers(column.length, column.length, 0);
    const words = { numeric: 'numbers', categorical: 'classes' };
    const reason = `It holds ${words[kind]} in the reference and ${words[other]} in the current window.`;
    const bare = bareDescription(feature, kind, describe(reference), describe(current));
    return { description: { ...bare, reason }, judgement: null, events: [], warnings: [] };
  }
  return kind === 'numeric'
    ? assessNumbers(feature, reference, current, context)
    : assessClasses(feature, reference, current, context);
}

/** A description in which nothing is known yet but what the windows hold. */
export function bareDescription(
  feature: string,
  kind: FeatureKind,
  reference: FeatureVerdict['reference'],
  current: FeatureVerdict['current'],
): Description {
  const empty = reference.count === 0 ? 'reference' : current.count === 0 ? 'current window' : null;
  return {
    feature,
    kind,
    reason: empty === null ? null : `The ${empty} has no value of it.`,
    direction: null,
    mean_change: null,
    median_change: null,
    ...NO_MEASURES,
    missing_p_value: null,
    lag1_correlation: null,
    suggested_stride: null,
    reference,
    current,
    histogram: null,
  };
}

function assessNumbers(feature: string, reference: Column, current: Column, context: Context): Assessment {
  const x = sortNumbers(reference);
  const y = sortNumbers(current);
  const here = describeNumbers(x, reference.length);
  const there = describeNumbers(y, current.length);
  const correlation = lag1Correlation(reference);
  const bare: Description = {
    ...bareDescription(feature, 'numeric', here, there),
    missing_p_value: missingP(reference, current, isNumber),
    lag1_correlation: correlation,
    suggested_stride: correlation === null ? null : suggestedStride(correlation),
  };
  const warnings = correlated(feature, correlation);
  if (bare.reason !== null) return { description: bare, judgement: null, events: [], warnings };
  const scan = scanPooled(x, y);
  const measures = measureNumbers(x, y, scan, context.guard_bins);
  const judgement = judgeNumbers(feature, x, y, scan, context);
  const distance = scan.height / (x.length * y.length);
  const description: Description = {
    ...bare,
    ...measures,
    direction: directionOf(here, there, distance, context.config.minimum_effect),
    mean_change: (there.mean as number) - (here.mean as number),
    median_change: (there.median as number) - (here.median as number),
    histogram: histogramOfNumbers(x, y),
  };
  if (context.detail) description.detail = detailNumbers(x, y, scan, description.not_computed);
  return { description, judgement, events: [], warnings };
}

function assessClasses(feature: string, reference: Column, current: Column, context: Context): Assessment {
  const [x, y] = [[...reference].filter(isWord), [...current].filter(isWord)];
  const counts = countClasses<string>(x, y);
  const distinct = (side: readonly number[]) => side.filter((count) => count > 0).length;
  const bare: Description = {
    ...bareDescription(
      feature,
      'categorical',
      describeOthers(x.length, reference.length, distinct(counts.reference)),
      describeOthers(y.length, current.length, distinct(counts.current)),
    ),
    missing_p_value: missingP(reference, current, isWord),
  };
  if (bare.reason !== null) return { description: bare, judgement: null, events: [], warnings: [] };
  const description: Description = { ...bare, ...measureClasses(counts), histogram: histogramOfClasses(counts) };
  if (context.detail) description.detail = detailClasses(counts, description.not_computed);
  return {
    description,
    judgement: judgeClasses(feature, counts, context),
    events: newClasses(feature, counts),
    warnings: [],
  };
}

function missingP(reference: Column, current: Column, isValue: (value: unknown) => boolean): number | null {
  if (reference.length === 0 || current.length === 0) return null;
  const missing = (column: readonly unknown[]) => {
    let count = 0;
    for (let index = 0; index < column.length; index++) if (!isValue(column[index])) count += 1;
    return count;
  };
  const hits: [number, number] = [missing(reference), missing(current)];
  if (hits[0] + hits[1] === 0) return 1;
  return compareProportions({ hits: hits[0], size: reference.length }, { hits: hits[1], size: current.length }).p_value;
}

function correlated(feature: string, correlation: number | null): DriftWarning[] {
  if (correlation === null || correlation <= NOTABLE_CORRELATION) return [];
  const stride = suggestedStride(correlation);
  const detail =
    `Each sample of the reference resembles the one before (correlation ${correlation.toFixed(2)}), so the test finds ` +
    `drift too often. Take every ${stride}th sample, or samples further apart in time.`;
  return [{ code: 'correlated_samples', feature, detail }];
}
