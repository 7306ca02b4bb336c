import { describe, expect, it } from 'vitest';
import type { Figure } from '../../contract/figures.ts';
import { evaluateExpression } from './evaluate.ts';
import { FigureHistory } from './history.ts';
import { needsOf } from './needs.ts';
import { printCondition, printDuration, printExpression } from './promql.ts';
import { quantileOf } from './quantile.ts';
import { growthOf } from './rate.ts';
import {
  add,
  divide,
  type Expression,
  increase,
  is,
  isLike,
  isNot,
  meets,
  metric,
  quantile,
  rate,
  scale,
  sum,
} from './types.ts';

const at = (seconds: number) => seconds * 1_000;
const points = (...values: [seconds: number, value: number][]) =>
  values.map(([seconds, value]) => ({ at: at(seconds), value }));

describe('growth of a counter', () => {
  it('is null of fewer than two values, and what lies between the ends of a full window', () => {
    expect(growthOf('increase', points([0, 5]), at(60), 60)).toBeNull();
    expect(growthOf('increase', points([0, 5], [30, 6], [60, 11]), at(60), 60)).toBe(6);
    expect(growthOf('rate', points([0, 5], [30, 6], [60, 11]), at(60), 60)).toBe(0.1);
  });

  it('goes on through a restart of the counter', () => {
    expect(growthOf('increase', points([0, 90], [15, 100], [30, 4], [45, 6], [60, 10]), at(60), 60)).toBe(20);
  });

  it('is extrapolated to the ends of the window, though not below 0 and not to a series that has ended', () => {
    // 100 to 110 in 30 s, 15 s missing on both sides.
    expect(growthOf('increase', points([15, 100], [30, 105], [45, 110]), at(60), 60)).toBeCloseTo(20);
    expect(growthOf('increase', points([15, 0], [30, 5], [45, 10]), at(60), 60)).toBeCloseTo(15);
    // Two minutes without a value: half a distance more, no further.
    expect(growthOf('increase', points([0, 100], [15, 105], [30, 110]), at(150), 150)).toBeCloseTo(12.5);
  });
});

describe('quantiles of a histogram', () => {
  const buckets = (...counts: [bound: number, count: number][]) => counts.map(([bound, count]) => ({ bound, count }));
  const INF = Number.POSITIVE_INFINITY;
  it.each([
    [0.5, buckets([1, 0], [2, 10], [INF, 10]), 1.5],
    [0.95, buckets([0.5, 10], [1, 20], [INF, 20]), 0.95],
    // Beyond the last bound nothing is known.
    [0.99, buckets([1, 5], [2, 5], [INF, 10]), 2],
    // Counts that fall by a hair.
    [0.5, buckets([1, 10], [2, 9.999], [INF, 10]), 0.5],
  ])('%d', (q, histogram, expected) => expect(quantileOf(q, histogram)).toBeCloseTo(expected));

  it('are no number where nothing was observed, and meet nothing', () => {
    const value = quantileOf(0.5, buckets([1, 0], [INF, 0]));
    expect(value).toBeNaN();
    expect(['>', '>=', '<', '<=', '=='].some((comparator) => meets(value, comparator as '>', 0))).toBe(false);
    expect(quantileOf(0.5, buckets([1, 1]))).toBeNaN();
  });
});

/** Values of an expression after these snapshots, 15 s apart. */
function valuesAfter(expression: Expression, snapshots: readonly (readonly Figure[])[], later_s = 0) {
  const history = new FigureHistory(needsOf([expression]).reach_s);
  for (const [k, figures] of snapshots.entries()) history.add({ at: at(k * 15), figures });
  return evaluateExpression(expression, history, at((snapshots.length - 1) * 15 + later_s));
}
const figure = (name: string, value: number, labels: Record<string, string> = {}): Figure => ({ name, labels, value });

describe('expressions', () => {
  it('of a metric have its latest value; a series that is gone has none', () => {
    const gpus = (...used: number[]) => used.map((value, gpu) => figure('vram', value, { gpu: String(gpu) }));
    expect(valuesAfter(metric('vram'), [gpus(1, 2), gpus(3)])).toEqual([{ labels: { gpu: '0' }, value: 3 }]);
    expect(valuesAfter(metric('vram', isNot('gpu', '0')), [gpus(1, 2)])).toEqual([{ labels: { gpu: '1' }, value: 2 }]);
    expect(valuesAfter(metric('vram'), [gpus(1)], 299)).toHaveLength(1);
    expect(valuesAfter(metric('vram'), [gpus(1)], 300)).toEqual([]);
  });

  it('join what has the same labels; nothing by nothing is no number, and what is missing is missing', () => {
    const share = scale(100, divide(metric('used'), metric('total')));
    const figures = [
      figure('used', 1, { gpu: '0' }),
      figure('used', 1, { gpu: '1' }),
      figure('total', 4, { gpu: '0' }),
    ];
    expect(valuesAfter(share, [figures])).toEqual([{ labels: { gpu: '0' }, value: 25 }]);
    expect(valuesAfter(divide(metric('a'), metric('a')), [[figure('a', 0)]])[0]?.value).toBeNaN();
    expect(valuesAfter(add(metric('a'), metric('b')), [[figure('a', 0)]])).toEqual([]);
  });

  it('sum over labels, and take patterns whole', () => {
    const statuses = (ok: number, bad: number, odd: number) => [
      ...[figure('requests', ok, { status: '200' }), figure('requests', bad, { status: '503' })],
      figure('requests', odd, { status: '1503' }),
    ];
    const failed = sum(rate('requests', 15, isLike('status', '4..|5..')));
    expect(valuesAfter(failed, [statuses(0, 0, 0), statuses(15, 30, 45)])).toEqual([{ labels: {}, value: 2 }]);
    expect(valuesAfter(failed, [statuses(0, 0, 0)])).toEqual([]);
  });

  it('forget what no window reaches, and what a clock that was set back has left in the future', () => {
    const history = new FigureHistory(new Map([['a', 30]]));
    for (const seconds of [0, 15, 30, 45])
      history.add({ at: at(seconds), figures: [figure('a', seconds), figure('b', 1)] });
    const values = () => history.within({ metric: 'a' }, at(45), 300)[0]?.points.map(({ value }) => value);
    expect(values()).toEqual([15, 30, 45]);
    expect(history.now({ metric: 'b' }, at(45))).toEqual([]);
    history.add({ at: at(20), figures: [figure('a', 20)] });
    expect(values()).toEqual([15, 20]);
  });
});

describe('PromQL', () => {
  it.each([
    [metric('up', is('job', 'vigil')), 'up{job="vigil"}'],
    [scale(100, divide(metric('a'), metric('b'))), '100 * (a / b)'],
    [sum(rate('a_total', 90, isLike('status', '5..'))), 'sum by (instance, job) (rate(a_total{status=~"5.."}[1m30s]))'],
    [increase('a_total', 3_600), 'increase(a_total[1h])'],
    [
      quantile(0.95, 'a_seconds', 300),
      'histogram_quantile(0.95, sum by (instance, job, le) (rate(a_seconds_bucket[5m])))',
    ],
  ])('of %o', (expression, text) => expect(printExpression(expression)).toBe(text));

  it('of conditions and durations', () => {
    expect(printCondition({ expression: metric('a'), comparator: '>=', threshold: 0.5 })).toBe('a >= 0.5');
    expect([0, 59, 60, 3_661, 90_000].map(printDuration)).toEqual(['0s', '59s', '1m', '1h1m1s', '1d1h']);
  });
});
