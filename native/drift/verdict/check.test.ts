import { describe, expect, it } from 'vitest';
import { DriftConfig, type FeatureVerdict, Verdict } from '../../contract/drift.ts';
import { Random } from '../random/random.ts';
import { toWindow, uniformNumbers } from '../testing/windows.ts';
import { checkDrift, compareWindows } from './check.ts';
import type { Window } from './window.ts';

const CONFIG = DriftConfig.parse({});
const vectors = (count: number, seed: number, shift = 0) => {
  const random = new Random(seed);
  return Array.from({ length: count }, () => Float32Array.from({ length: 8 }, () => random.uniform() + shift));
};
const words = (count: number, seed: number, names: readonly string[]) => {
  const random = new Random(seed);
  return Array.from({ length: count }, () => names[random.below(names.length)] as string);
};

const reference = toWindow(
  {
    brightness: uniformNumbers(100, 1),
    contrast: uniformNumbers(100, 2),
    class: words(100, 3, ['car', 'person', 'dog']),
  },
  1,
  vectors(100, 4),
);
const quiet = toWindow(
  {
    brightness: uniformNumbers(50, 11),
    contrast: uniformNumbers(50, 12),
    class: words(50, 13, ['car', 'person', 'dog']),
  },
  101,
  vectors(50, 14),
);
const changed: Window = {
  ...quiet,
  features: { ...quiet.features, brightness: uniformNumbers(50, 21, 0.5), class: words(50, 23, ['car', 'truck']) },
};
const featureOf = ({ features }: Verdict, name: string) =>
  features.find(({ feature }) => feature === name) as FeatureVerdict;

describe('a check', () => {
  it('says no drift of windows that come from the same distribution', () => {
    const verdict = checkDrift(reference, quiet, CONFIG);
    expect(verdict).toMatchObject({
      state: 'active',
      dataset_drift: false,
      drift_share: 0,
      num_drifted_features: 0,
      num_features: 4,
      events: [],
      warnings: [],
    });
    expect(verdict.features.map(({ feature, kind, method }) => [feature, kind, method])).toEqual([
      ['brightness', 'numeric', 'ks'],
      ['contrast', 'numeric', 'ks'],
      ['class', 'categorical', 'chi_square'],
      ['embedding', 'embedding', 'mmd'],
    ]);
    expect(verdict.features.every(({ score }) => (score as number) < 0.5)).toBe(true);
  });

  it('finds what has changed, which way and by how much', () => {
    const verdict = checkDrift(reference, changed, CONFIG);
    expect(verdict).toMatchObject({ dataset_drift: true, drift_share: 0.5, num_drifted_features: 2 });
    const brightness = featureOf(verdict, 'brightness');
    expect(brightness).toMatchObject({ drifted: true, direction: 'up', p_method: 'exact', psi_level: 'critical' });
    expect(brightness.mean_change).toBeGreaterThan(0.3);
    expect(brightness.score).toBeGreaterThan(0.7);
    expect(brightness.p_adjusted).toBeGreaterThan(brightness.p_value as number);
    expect(featureOf(verdict, 'class')).toMatchObject({ drifted: true, tvd: expect.any(Number), wasserstein: null });
    expect(verdict.events).toEqual([
      { type: 'new_class', feature: 'class', value: 'truck', count: expect.any(Number), share: expect.any(Number) },
    ]);
  });

  it('finds embeddings that have moved', () => {
    const verdict = checkDrift(reference, { ...quiet, embeddings: vectors(50, 14, 0.4) }, CONFIG);
    expect(featureOf(verdict, 'embedding')).toMatchObject({ drifted: true, p_value: 1 / 2_000 });
    expect(verdict.embedding_distance).toBeGreaterThan(0);
    expect(featureOf(verdict, 'embedding').effect).toBe((verdict.embedding_distance as number) / 2);
  });

  it('gives the same answer again, as plain data of the contract', () => {
    const verdict = checkDrift(reference, changed, CONFIG, { detail: true });
    expect(checkDrift(structuredClone(reference), structuredClone(changed), CONFIG, { detail: true })).toEqual(verdict);
    expect(Verdict.parse(JSON.parse(JSON.stringify(verdict)))).toEqual(verdict);
  });

  it('judges a feature the same whichever others are checked, but for the correction', () => {
    const alone = (window: Window): Window => ({
      ...window,
      embeddings: null,
      features: { class: window.features['class'] ?? [] },
    });
    const { p_adjusted: _, ...together } = featureOf(checkDrift(reference, changed, CONFIG), 'class');
    expect(featureOf(checkDrift(alone(reference), alone(changed), CONFIG), 'class')).toMatchObject(together);
  });

  it('has no figures until both windows are full', () => {
    const none = { dataset_drift: null, drift_share: null, num_drifted_features: null, features: [] };
    const few = toWindow({ brightness: uniformNumbers(99, 1) });
    expect(checkDrift(few, quiet, CONFIG)).toMatchObject({
      ...none,
      state: 'collecting_reference',
      reason: 'The reference has 99 of 100 samples.',
    });
    expect(checkDrift(reference, toWindow({ brightness: [1] }), CONFIG)).toMatchObject({
      ...none,
      state: 'collecting_current',
      reason: 'The current window has 1 of 50 samples.',
    });
  });

  it('refuses a window that does not fit together', () => {
    const broken = { ...quiet, features: { brightness: [1, 2] } };
    expect(() => checkDrift(reference, broken, CONFIG)).toThrow('brightness has 2 values for 50 samples');
    const mixed = { ...quiet, features: { brightness: quiet.ids.map((id) => (id === 101 ? 'a' : 1)) as number[] } };
    expect(() => checkDrift(reference, mixed, CONFIG)).toThrow('mixes numbers and words');
    const uneven = { ...quiet, embeddings: [...vectors(49, 1), Float32Array.of(1)] };
    expect(() => checkDrift(reference, uneven, CONFIG)).toThrow('embeddings of 8 and 1 numbers');
  });
});

describe('features without a verdict', () => {
  it('are in neither count and say why', () => {
    const current: Window = {
      ...quiet,
      features: { ...changed.features, contrast: quiet.ids.map(() => null), hue: uniformNumbers(50, 5) },
      embeddings: quiet.embeddings?.map(() => Float32Array.of(1, 2)) ?? null,
    };
    const config = DriftConfig.parse({ features: { missing: { enabled: false } } });
    const verdict = checkDrift(reference, current, config);
    expect(verdict).toMatchObject({ num_features: 2, num_drifted_features: 2, drift_share: 1 });
    const reasons = verdict.features.map(({ feature, drifted, score, reason }) => [feature, drifted, score, reason]);
    expect(reasons).toEqual([
      ['brightness', true, expect.any(Number), null],
      ['contrast', null, null, 'The current window has no value of it.'],
      ['class', true, expect.any(Number), null],
      ['hue', null, null, 'It is not collected in the reference.'],
      ['embedding', null, null, 'Embeddings of 8 and of 2 numbers come from different models.'],
    ]);
  });

  it('leave the whole verdict open where none has one', () => {
    const empty = toWindow({ x: new Array<null>(50).fill(null) });
    const config = DriftConfig.parse({ features: { missing: { enabled: false } } });
    expect(compareWindows(empty, empty, config)).toMatchObject({
      dataset_drift: null,
      drift_share: null,
      reason: 'No feature has values in both windows.',
    });
  });

  it('do not come from numbers that became classes', () => {
    const verdict = compareWindows(toWindow({ x: [1, 2, 3] }), toWindow({ x: ['a', 'b'] }), CONFIG);
    expect(verdict.features[0]).toMatchObject({
      drifted: null,
      reason: 'It holds numbers in the reference and classes in the current window.',
    });
  });
});

describe('missing values', () => {
  const holes = (column: number[], every: number) =>
    column.map((value, index) =>
      index % every === 0 ? ([null, Number.NaN, Number.POSITIVE_INFINITY][index % 3] ?? null) : value,
    );

  it('are a feature of their own where there are any', () => {
    const current = toWindow({ brightness: holes(uniformNumbers(50, 11), 2), contrast: uniformNumbers(50, 12) });
    const verdict = checkDrift({ ...reference, embeddings: null }, current, CONFIG);
    expect(featureOf(verdict, 'missing')).toMatchObject({
      kind: 'missing',
      method: 'two_proportion_z',
      drifted: true,
      effect: 0.5,
      direction: 'up',
    });
    const brightness = featureOf(verdict, 'brightness');
    expect(brightness).toMatchObject({ drifted: false, current: { count: 25, missing_share: 0.5 } });
    expect(brightness.missing_p_value).toBeLessThan(1e-9);
    expect(featureOf(verdict, 'contrast').missing_p_value).toBe(1);
    expect(verdict).toMatchObject({ num_drifted_features: 1, num_features: 3 });
  });

  it('are compared exactly where there are few', () => {
    const current = toWindow({ brightness: holes(uniformNumbers(50, 11), 25), contrast: uniformNumbers(50, 12) });
    const verdict = checkDrift({ ...reference, embeddings: null }, current, CONFIG);
    expect(featureOf(verdict, 'missing')).toMatchObject({
      method: 'fisher_exact',
      p_method: 'exact',
      drifted: false,
    });
    // What has not drifted must not dilute the share of those that are measured.
    expect(verdict).toMatchObject({ num_drifted_features: 0, num_features: 2 });
  });
});

describe('the decision', () => {
  it('corrects for the number of features', () => {
    // D = 0.26 at 100 and 50 has p = 0.020: drift by itself, not among ten.
    const x = Array.from({ length: 100 }, (_, index) => index);
    const y = Array.from({ length: 50 }, (_, index) => Math.min(99.5, index * 2 + 25.5));
    const others = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`f${index}`, x]));
    const half = Object.fromEntries(Object.keys(others).map((name) => [name, x.filter((value) => value % 2 === 0)]));
    const judge = (correction: string, extra: boolean) =>
      featureOf(
        compareWindows(
          toWindow({ x, ...(extra ? others : {}) }),
          toWindow({ x: y, ...(extra ? half : {}) }),
          DriftConfig.parse({ correction }),
        ),
        'x',
      );
    const alone = judge('benjamini_hochberg', false);
    expect(alone).toMatchObject({ statistic: 0.26, drifted: true, drifted_unadjusted: true });
    expect(judge('benjamini_hochberg', true)).toMatchObject({
      drifted: false,
      drifted_unadjusted: true,
      score: alone.score,
    });
    expect(judge('none', true)).toMatchObject({ drifted: true });
    expect(judge('bonferroni', true).p_adjusted).toBeCloseTo(10 * (alone.p_value as number), 12);
  });

  it('asks for a minimum effect as well', () => {
    const x = uniformNumbers(8_000, 1);
    const y = uniformNumbers(4_000, 2, 0.025);
    const judge = (minimum_effect: number) =>
      compareWindows(toWindow({ x }), toWindow({ x: y }), DriftConfig.parse({ minimum_effect })).features[0];
    expect(judge(0.15)).toMatchObject({ drifted: false, drifted_unadjusted: true, p_method: 'asymptotic' });
    expect(judge(0.01)).toMatchObject({ drifted: true });
  });

  it('takes numbers of few values for classes, and one value for no drift', () => {
    const few = compareWindows(toWindow({ x: [1, 1, 2, 3, 3, 3] }), toWindow({ x: [1, 2, 2, 2] }), CONFIG).features[0];
    expect(few).toMatchObject({ kind: 'numeric', method: 'chi_square', p_method: 'permutation' });
    const constant = compareWindows(toWindow({ x: [7, 7, 7] }), toWindow({ x: [7, 7] }), CONFIG).features[0];
    expect(constant).toMatchObject({ p_value: 1, score: 0, drifted: false, wasserstein: 0, jensen_shannon: 0 });
  });

  it('leaves out what is switched off', () => {
    const config = DriftConfig.parse({ features: { contrast: { enabled: false }, embedding: { enabled: false } } });
    const { features, embedding_distance } = checkDrift(reference, quiet, config);
    expect(features.map(({ feature }) => feature)).toEqual(['brightness', 'class']);
    expect(embedding_distance).toBeNull();
  });
});

describe('warnings', () => {
  it('name samples that resemble their neighbours', () => {
    const drifting = Array.from({ length: 100 }, (_, index) => Math.sin(index / 8));
    const { warnings, features } = compareWindows(toWindow({ x: drifting }), toWindow({ x: drifting }), CONFIG);
    expect(warnings).toEqual([
      {
        code: 'correlated_samples',
        feature: 'x',
        detail: expect.stringContaining(`every ${features[0]?.suggested_stride}th`),
      },
    ]);
    expect(features[0]?.lag1_correlation).toBeGreaterThan(0.9);
  });

  it('say that a test used some of the embeddings, and that the reference is small', () => {
    const many = toWindow({}, 1, vectors(600, 1));
    const { warnings } = compareWindows(
      { ...many, ids: many.ids },
      { ...many },
      DriftConfig.parse({ permutations: 99 }),
    );
    expect(warnings).toEqual([
      {
        code: 'subsampled',
        feature: 'embedding',
        detail: expect.stringContaining('180 of 600 reference and 180 of 600'),
      },
    ]);
    const small = compareWindows(toWindow({ x: [1, 2] }), toWindow({ x: [1, 2] }), CONFIG);
    expect(small.warnings).toEqual([{ code: 'small_reference', feature: null, detail: expect.any(String) }]);
  });
});
