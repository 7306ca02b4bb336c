import { describe, expect, it } from 'vitest';
import { hellingerDistance, jensenShannonDistance, lInfinity, totalVariation } from './distances/divergences.ts';
import { stabilityIndex } from './distances/stability-index.ts';
import { evidentlyColumn } from './evidently/compare.ts';
import { type CLASS_METHODS, kullbackLeibler } from './evidently/methods.ts';
import { type ClassCounts, countClasses } from './sample/classes.ts';
import { chiSquareGoodnessOfFit, chiSquareHomogeneity, gTestHomogeneity } from './statistics/chi-square.ts';
import { type GoldenCase, golden, goldenColumn, hasGolden, isClose } from './testing/golden.ts';

const cases = golden.cases.filter(({ kind }) => kind === 'categorical');
const columnsOf = (item: GoldenCase) =>
  [goldenColumn(item, item.reference), goldenColumn(item, item.current)] as [string[], string[]];

function expectClose(name: string, got: number | null, wanted: number | undefined, relative?: number): void {
  expect(isClose(got, wanted ?? Number.POSITIVE_INFINITY, relative), `${name}: ${got} is not ${wanted}`).toBe(true);
}

/** Evidently's names, and under what the file has them. */
const EVIDENTLY_NAMES = [
  ['chisquare', 'chisquare'],
  ['z', 'z_test'],
  ['jensenshannon', 'jensenshannon'],
  ['psi', 'psi'],
  ['kl_div', 'kl_div'],
  ['hellinger', 'hellinger'],
  ['g_test', 'g_test'],
] as const satisfies readonly (readonly [keyof typeof CLASS_METHODS, string])[];

describe.skipIf(!hasGolden)('classes as the libraries have them', () => {
  it.each(cases)('$id', (item) => {
    const { expected } = item;
    const present = (column: (string | null)[]) => column.filter((value) => value !== null);
    const [x, y] = columnsOf(item);
    const counts = countClasses<string>(present(x), present(y));
    expect([counts.classes, counts.reference, counts.current]).toEqual([
      expected.binning?.keys,
      expected.binning?.reference_counts,
      expected.binning?.current_counts,
    ]);
    checkDistances(counts, expected);
    checkTests(counts, expected);
  });

  it.each(cases)('$id as Evidently judges it', (item) => {
    const { expected } = item;
    for (const [method, name] of EVIDENTLY_NAMES) {
      const answer = expected[name];
      if (answer === undefined) continue;
      const got = evidentlyColumn('it', ...columnsOf(item), method);
      if (answer.evidently === 'raised') {
        expect(got, method).toMatchObject({ method, drift_score: null, reason: 'Evidently fails on these values.' });
        continue;
      }
      expectClose(method, got.drift_score, answer.evidently.score, method === 'hellinger' ? 1e-6 : 1e-9);
      expect(got, method).toMatchObject({ method, drifted: answer.evidently.drifted });
    }
    const byDefault = evidentlyColumn('it', ...columnsOf(item));
    expectClose('default', byDefault.drift_score, expected.evidently_default?.score);
    expect(byDefault).toMatchObject({
      method: expected.evidently_default?.name,
      drifted: expected.evidently_default?.drifted,
      threshold: expected.evidently_default?.threshold,
    });
  });
});

function checkDistances({ reference, current }: ClassCounts, expected: GoldenCase['expected']): void {
  expectClose('js', jensenShannonDistance(reference, current), expected.jensenshannon?.distance_base2);
  const reversed = kullbackLeibler({ reference: current, current: reference });
  expectClose('kl reverse', reversed, expected.kl_div?.reverse);
  expectClose('tvd', totalVariation(reference, current), expected.tvd?.distance);
  expectClose('l infinity', lInfinity(reference, current), expected.l_infinity?.distance);
  const hellinger = expected.hellinger?.evidently;
  if (hellinger === undefined || hellinger === 'raised') throw new Error('Each of these has a Hellinger distance');
  expectClose('hellinger', hellingerDistance(reference, current), hellinger.score, 1e-6);
  const index = stabilityIndex(reference, current);
  const smoothed = expected.psi?.smoothed;
  expect(index.bins).toBe(smoothed?.bins);
  expectClose('psi', index.psi, smoothed?.psi);
  expectClose('kl', index.kl, smoothed?.kl);
  expectClose('floor', index.floor, smoothed?.['floor_chi2_0.99']);
  expectClose('null mean', index.null_mean, smoothed?.null_mean);
}

function checkTests(counts: ClassCounts, expected: GoldenCase['expected']): void {
  const fit = chiSquareGoodnessOfFit(counts);
  expect(fit.dof).toBe(expected.chisquare?.dof);
  expectClose('chi-square', fit.statistic, expected.chisquare?.statistic);
  expectClose('chi-square p', fit.p_value, expected.chisquare?.p_value);
  const same = chiSquareHomogeneity(counts);
  const wanted = expected.chisquare?.homogeneity;
  expect(same.dof).toBe(wanted?.dof);
  expectClose('homogeneity', same.statistic, wanted?.statistic);
  expectClose('homogeneity p', same.p_value, wanted?.p_value, (wanted?.p_value ?? 1) < 1e-12 ? 1e-6 : 1e-9);
  expectClose("Cramer's V", same.cramers_v, wanted?.cramers_v);
  if (wanted?.min_expected !== undefined) expectClose('expected', same.min_expected, wanted.min_expected);
  const likelihood = gTestHomogeneity(counts);
  expectClose('G', likelihood.statistic, expected.g_test?.homogeneity.statistic);
  expectClose('G p', likelihood.p_value, expected.g_test?.homogeneity.p_value);
}
