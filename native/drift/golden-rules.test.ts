import { describe, expect, it } from 'vitest';
import { DriftConfig } from '../contract/drift.ts';
import { evidentlyColumn, evidentlyReport } from './evidently/compare.ts';
import { ADJUSTMENTS } from './statistics/multiple-testing.ts';
import { golden, goldenColumn, hasGolden, isClose } from './testing/golden.ts';
import { toWindow } from './testing/windows.ts';
import { compareWindows } from './verdict/check.ts';
import { exceedanceScore } from './verdict/score.ts';

/** That all values are missing is drift of a feature of its own, which these cases are not about. */
const CONFIG = DriftConfig.parse({ features: { missing: { enabled: false } } });

describe.skipIf(!hasGolden)('rules as the libraries have them', () => {
  const empty = golden.cases.filter(({ expected }) => expected.undefined);
  it.each(empty)('$id: no value and no error, where the library raises one', (item) => {
    const [x, y] = [item.reference, item.current].map((values) => goldenColumn(item, values) as (number | null)[]);
    const { features, ...verdict } = compareWindows(toWindow({ it: x ?? [] }), toWindow({ it: y ?? [] }), CONFIG);
    expect(verdict).toMatchObject({ dataset_drift: null, drift_share: null, num_features: null });
    expect(features[0]).toMatchObject({ drifted: null, score: null, p_value: null, psi: null, wasserstein: null });
    expect(features[0]?.reason).toContain('has no value');
  });

  it.each(golden.multiple_testing_cases)('$id: corrections for several tests', ({ p_values, alpha, expected }) => {
    for (const name of ['benjamini_hochberg', 'bonferroni', 'holm'] as const) {
      const adjusted = ADJUSTMENTS[name](p_values);
      expect(adjusted.length).toBe(p_values.length);
      for (const [index, p] of adjusted.entries()) {
        expect(isClose(p, expected[name].adjusted[index] as number), `${name} of ${p_values[index]}: ${p}`).toBe(true);
      }
      expect(adjusted.map((p) => p <= alpha)).toEqual(expected[name].rejected);
    }
  });

  it.each(golden.dataset_cases)("$id: Evidently's verdict on the data set", ({ columns, expected }) => {
    const report = evidentlyReport(
      columns.map((id) => {
        const item = golden.cases.find((candidate) => candidate.id === id);
        if (item === undefined) throw new Error(`There is no case ${id}`);
        const [x, y] = [goldenColumn(item, item.reference), goldenColumn(item, item.current)];
        return evidentlyColumn(id, x as string[], y as string[]);
      }),
    );
    expect(Object.fromEntries(report.features.map(({ feature, drifted }) => [feature, drifted]))).toEqual(
      expected.drifted,
    );
    expect(report).toMatchObject({
      num_drifted_features: expected.number_of_drifted_columns,
      drift_share: expected.share_of_drifted_columns,
      dataset_drift: expected['dataset_drift_at_0.5'],
    });
  });

  it.each(golden.score_cases)('$kind $value at $threshold', ({ kind, value, threshold, expected_score }) => {
    const score = exceedanceScore(kind, value, threshold);
    if (expected_score === null) expect(score).toBeNull();
    else expect(isClose(score, expected_score), `${score} is not ${expected_score}`).toBe(true);
  });
});
