import { describe, expect, it } from 'vitest';
import { commonBins, hellingerBins } from './binning/common-bins.ts';
import { quantileBins } from './binning/quantile-bins.ts';
import { hellingerDistance, jensenShannonDistance, jensenShannonDivergence } from './distances/divergences.ts';
import { stabilityIndex } from './distances/stability-index.ts';
import { energyDistance } from './distances/transport.ts';
import { evidentlyColumn } from './evidently/compare.ts';
import { EVIDENTLY_SMALLEST_TERM, kullbackLeibler, type NUMBER_METHODS } from './evidently/methods.ts';
import { countClasses } from './sample/classes.ts';
import { countUpTo, type Sorted, sortNumbers, standardDeviation } from './sample/numeric.ts';
import { scanPooled } from './sample/pooled-scan.ts';
import { andersonDarling, CRITICAL_VALUES } from './statistics/anderson-darling.ts';
import { chiSquareGoodnessOfFit, chiSquareHomogeneity } from './statistics/chi-square.ts';
import { cramerVonMises } from './statistics/cramer-von-mises.ts';
import { kolmogorovSmirnov, ksAsymptoticP, ksExactP, ksLimitP, ksStephensP } from './statistics/kolmogorov-smirnov.ts';
import { mannWhitney } from './statistics/mann-whitney.ts';
import { studentT, welchT } from './statistics/t-test.ts';
import { golden, goldenColumn, hasGolden, isClose } from './testing/golden.ts';

/** What Evidently answers where its value cannot be had to 1e-9, and why. */
const LOOSER: Readonly<Record<string, { relative: number; because: string }>> = {
  'num-n20-vs-n20 cramer_von_mises': {
    relative: 1e-7,
    because: 'its table of counts is in single precision; scipy, in whole numbers, agrees with ours to 1e-9',
  },
};
/** Kept to the looser limit of the file: values far from 0, whose bins come from differences. */
const LARGE_OFFSET = 1e-6;

const cases = golden.cases.filter(({ kind, expected }) => kind === 'numeric' && !expected.undefined);
const pairOf = (item: (typeof cases)[number]) => ({
  x: sortNumbers(goldenColumn(item, item.reference)),
  y: sortNumbers(goldenColumn(item, item.current)),
});

function expectClose(name: string, got: number | null, wanted: number, relative?: number): void {
  expect(isClose(got, wanted, relative), `${name}: ${got} is not ${wanted}`).toBe(true);
}

describe.skipIf(!hasGolden)('numbers as the libraries have them', () => {
  it.each(cases)('$id', (item) => {
    const { x, y } = pairOf(item);
    const { expected } = item;
    const scan = scanPooled(x, y);
    expect([x.length, y.length]).toEqual([item.n.reference_valid, item.n.current_valid]);
    checkKolmogorovSmirnov(x, y, expected);
    expectClose('wasserstein', scan.wasserstein, expected.wasserstein?.distance as number);
    expectClose('std', standardDeviation(x), expected.wasserstein?.reference_std_ddof0 as number);
    expectClose('energy', energyDistance(scan), expected.energy?.distance as number);
    checkBins(x, y, expected);
    checkTests(x, y, expected);
  });

  it.each(cases)('$id as Evidently judges it', (item) => {
    const { expected } = item;
    const columns = [goldenColumn(item, item.reference), goldenColumn(item, item.current)] as [number[], number[]];
    for (const [method, name] of EVIDENTLY_NAMES) {
      const answer = expected[name];
      if (answer === undefined || !(answer === 'raised' || 'evidently' in answer)) continue;
      const got = evidentlyColumn('it', ...columns, method);
      const wanted = answer === 'raised' ? 'raised' : answer.evidently;
      if (wanted === 'raised') {
        expect(got.drift_score, method).toBeNull();
        continue;
      }
      const relative = method === 'hellinger' ? LARGE_OFFSET : LOOSER[`${item.id} ${method}`]?.relative;
      expectClose(method, got.drift_score, wanted.score, relative);
      expect(got, method).toMatchObject({ method, drifted: wanted.drifted, threshold: wanted.threshold });
    }
    const byDefault = evidentlyColumn('it', ...columns);
    expectClose('default', byDefault.drift_score, expected.evidently_default?.score as number);
    expect(byDefault).toMatchObject({
      method: expected.evidently_default?.name,
      drifted: expected.evidently_default?.drifted,
      threshold: expected.evidently_default?.threshold,
    });
  });
});

/** Evidently's names, and under what the file has them. */
const EVIDENTLY_NAMES = [
  ['ks', 'ks'],
  ['wasserstein', 'wasserstein'],
  ['jensenshannon', 'jensenshannon'],
  ['psi', 'psi'],
  ['kl_div', 'kl_div'],
  ['hellinger', 'hellinger'],
  ['anderson', 'anderson_darling'],
  ['cramer_von_mises', 'cramer_von_mises'],
  ['ed', 'energy'],
  ['mannw', 'mann_whitney'],
  ['chisquare', 'chisquare'],
  ['z', 'z_test'],
] as const satisfies readonly (readonly [keyof typeof NUMBER_METHODS, string])[];

type Expected = (typeof cases)[number]['expected'];

function checkKolmogorovSmirnov(x: Sorted, y: Sorted, { ks }: Expected): void {
  if (ks === undefined || ks === 'raised') throw new Error('Each of these cases has a Kolmogorov-Smirnov test');
  const [n, m] = [x.length, y.length];
  const scan = scanPooled(x, y);
  const { statistic, p_value } = kolmogorovSmirnov(x, y, 10_000);
  expectClose('D', statistic, ks.statistic);
  // Several values may have the same distance; ours is the smallest of them.
  for (const at of [scan.location, ks.statistic_location]) {
    expectClose('D there', Math.abs(countUpTo(x, at) / n - countUpTo(y, at) / m), ks.statistic);
  }
  expectClose('p auto', p_value, ks.p_auto);
  if (ks.p_exact !== null) expectClose('p exact', ksExactP(n, m, scan.height), ks.p_exact);
  // scipy rounds 1/2 to no sample at all and divides by it; the limit distribution stands in.
  if (!Number.isNaN(ks.p_asymp)) expectClose('p asymptotic', ksAsymptoticP(n, m, ks.statistic), ks.p_asymp);
  expectClose('p limit', ksLimitP(n, m, ks.statistic), ks.p_kolmogorov_limit);
  expectClose('p Stephens', ksStephensP(n, m, ks.statistic), ks.p_kolmogorov_stephens);
}

function checkBins(x: Sorted, y: Sorted, expected: Expected): void {
  const bins = commonBins(x, y);
  expect(bins.mode).toBe(expected.binning?.mode);
  expect([bins.reference, bins.current]).toEqual([
    expected.binning?.reference_counts,
    expected.binning?.current_counts,
  ]);
  const [got, wanted] =
    bins.mode === 'sturges' ? [bins.edges, expected.binning?.edges] : [bins.keys, expected.binning?.keys];
  for (const [index, edge] of (wanted ?? []).entries()) expectClose('edge', got[index] as number, edge as number);
  expectClose(
    'js',
    jensenShannonDistance(bins.reference, bins.current),
    expected.jensenshannon?.distance_base2 as number,
  );
  expectClose(
    'js divergence',
    jensenShannonDivergence(bins.reference, bins.current) / Math.LN2,
    expected.jensenshannon?.divergence_base2 as number,
  );
  const reversed = kullbackLeibler({ reference: bins.current, current: bins.reference });
  expectClose('kl reverse', reversed, expected.kl_div?.reverse as number);
  for (const [count, answer] of [
    [5, expected.psi?.quantile5],
    [10, expected.psi?.quantile10],
  ] as const) {
    const quantiles = quantileBins(x, y, count);
    const index = stabilityIndex(quantiles.reference, quantiles.current);
    expect([quantiles.reference, quantiles.current]).toEqual([answer?.reference_counts, answer?.current_counts]);
    expect(index.bins).toBe(answer?.bins);
    expectClose('psi', index.psi, answer?.psi as number);
    expectClose('kl', index.kl, answer?.kl as number);
    expectClose('floor', index.floor, answer?.['floor_chi2_0.99'] as number);
    expectClose('null mean', index.null_mean, answer?.null_mean as number);
  }
  const binned = hellingerBins(x, y, scanPooled(x, y).distinct);
  const hellinger = expected.hellinger;
  expect([binned.reference, binned.current]).toEqual([
    hellinger?.binning?.reference_counts,
    hellinger?.binning?.current_counts,
  ]);
  const score = hellinger?.evidently === 'raised' ? Number.NaN : (hellinger?.evidently.score as number);
  expectClose('hellinger', hellingerDistance(binned.reference, binned.current), score, LARGE_OFFSET);
}

function checkTests(x: Sorted, y: Sorted, expected: Expected): void {
  const anderson = andersonDarling(x, y);
  if (expected.anderson_darling === 'raised') expect(anderson.statistic).toBeNull();
  else {
    expectClose('A2', anderson.statistic, expected.anderson_darling?.statistic as number);
    expectClose('A2 p', anderson.p_value, expected.anderson_darling?.p_clipped as number, 1e-6);
    for (const [index, value] of CRITICAL_VALUES.entries()) {
      expectClose('critical value', value, expected.anderson_darling?.critical_values[index] as number);
    }
  }
  if (expected.cramer_von_mises === 'raised') expect(cramerVonMises(x, y).statistic).toBeNull();
  else {
    const mises = expected.cramer_von_mises;
    // scipy ends its series early, and so the tails of inflated statistics are what is left of it.
    const asScipy = (method: 'auto' | 'asymptotic') => cramerVonMises(x, y, method, EVIDENTLY_SMALLEST_TERM);
    expectClose('T', asScipy('auto').statistic, mises?.statistic as number);
    expectClose('T p', asScipy('auto').p_value, mises?.p_auto as number);
    expectClose('T p limit', asScipy('asymptotic').p_value, mises?.p_asymptotic as number);
  }
  for (const [test, statistic, p] of [
    [studentT(x, y), expected.t_test?.statistic, expected.t_test?.p_value],
    [welchT(x, y), expected.t_test?.welch_statistic, expected.t_test?.welch_p_value],
  ] as const) {
    expectClose('t', test.statistic, statistic as number);
    expectClose('t p', test.p_value, p as number);
  }
  const ranks = mannWhitney(x, y);
  expect(ranks.u).toBe(expected.mann_whitney?.u);
  expectClose('U p', ranks.p_two_sided, expected.mann_whitney?.p_two_sided as number);
  expectClose('U p less', ranks.p_less, expected.mann_whitney?.p_less as number);
  if (expected.chisquare === undefined) return;
  const counts = countClasses<number>(x, y);
  const fit = chiSquareGoodnessOfFit(counts);
  expectClose('chi-square', fit.statistic, expected.chisquare.statistic);
  expectClose('chi-square p', fit.p_value, expected.chisquare.p_value);
  const { homogeneity } = expected.chisquare;
  const same = chiSquareHomogeneity(counts);
  expectClose('homogeneity', same.statistic, homogeneity.statistic);
  expectClose('homogeneity p', same.p_value, homogeneity.p_value, homogeneity.p_value < 1e-12 ? 1e-6 : 1e-9);
  expectClose("Cramer's V", same.cramers_v, homogeneity.cramers_v);
}
