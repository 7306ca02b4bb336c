import { z } from 'zod';

/** What a feature is, and so which methods can judge it. */
export const FeatureKind = z.enum(['numeric', 'categorical', 'embedding', 'missing']).meta({
  id: 'FeatureKind',
  description: '`missing` is the share of samples that lack a value, watched as a feature of its own',
});
export type FeatureKind = z.infer<typeof FeatureKind>;

/** The methods that can decide about a feature, by kind; the first of each is what `auto` takes. */
export const DRIFT_METHODS = {
  numeric: [
    'ks',
    'wasserstein',
    'jensen_shannon',
    'psi',
    'kl_divergence',
    'hellinger',
    'energy',
    'anderson_darling',
    'cramer_von_mises',
    't_test',
    'mann_whitney',
  ],
  categorical: ['chi_square', 'jensen_shannon', 'psi', 'kl_divergence', 'hellinger', 'tvd', 'l_infinity'],
  embedding: ['mmd', 'energy'],
  missing: ['two_proportion_z', 'fisher_exact'],
} as const satisfies Record<FeatureKind, readonly string[]>;

export const DriftMethod = z
  .enum([...DRIFT_METHODS.numeric, 'chi_square', 'tvd', 'l_infinity', 'mmd', ...DRIFT_METHODS.missing])
  .meta({ id: 'DriftMethod' });
export type DriftMethod = z.infer<typeof DriftMethod>;

export const Correction = z.enum(['benjamini_hochberg', 'holm', 'bonferroni', 'none']);
export type Correction = z.infer<typeof Correction>;

export const FeatureConfig = z
  .strictObject({
    enabled: z.boolean().default(true),
    method: z
      .union([z.literal('auto'), DriftMethod])
      .default('auto')
      .meta({ description: 'A method that does not suit the values of the feature is passed over for `auto`' }),
    threshold: z
      .number()
      .positive()
      .nullable()
      .default(null)
      .meta({ description: 'Level of a p-value or limit of a distance; null for the default of the method' }),
  })
  .meta({ id: 'DriftFeatureConfig' });
export type FeatureConfig = z.infer<typeof FeatureConfig>;

/** How drift is judged: everything but the samples. Its defaults are the recommended rule. */
export const DriftConfig = z
  .strictObject({
    reference_size: z.int().min(50).max(20_000).default(100).meta({ description: 'Samples of the reference window' }),
    current_size: z.int().min(30).max(10_000).default(50).meta({ description: 'Samples of the current window' }),
    step: z.int().min(1).max(10_000).default(10).meta({ description: 'New samples between two checks' }),
    alpha: z.number().gt(0).max(0.5).default(0.05).meta({ description: 'Significance level of the tests' }),
    correction: Correction.default('benjamini_hochberg').meta({
      description: 'For several features being tested at once',
    }),
    minimum_effect: z.number().min(0).max(1).default(0.1).meta({
      description: 'Smallest effect (D or total variation distance, 0 to 1) that counts as drift however significant',
    }),
    drift_share: z.number().gt(0).max(1).default(0.5).meta({
      description: 'Share of drifted features from which on the data set has drifted, inclusive',
    }),
    permutations: z.int().min(99).max(9_999).default(1_999).meta({
      description: 'Of a permutation test; the smallest p it can give is 1 / (permutations + 1)',
    }),
    features: z
      .record(z.string().min(1).max(100), FeatureConfig)
      .default({})
      .meta({ description: 'By name; a feature without an entry is enabled and judged by `auto`' }),
  })
  .meta({ id: 'DriftConfig' });
export type DriftConfig = z.infer<typeof DriftConfig>;

/** One window's values of one feature. Figures of numbers are null where the values are not numbers. */
export const FeatureStatistics = z
  .object({
    count: z.int().meta({ description: 'Samples with a value' }),
    missing_share: z.number().min(0).max(1).nullable().meta({ description: 'Null of an empty window' }),
    cardinality: z.int().meta({ description: 'Number of distinct values' }),
    mean: z.number().nullable(),
    median: z.number().nullable(),
    std: z.number().nullable().meta({ description: 'With divisor n' }),
    min: z.number().nullable(),
    max: z.number().nullable(),
  })
  .meta({ id: 'FeatureStatistics' });
export type FeatureStatistics = z.infer<typeof FeatureStatistics>;

/** Counts of both windows over the same bins: `edges` between them for numbers, `labels` for classes. */
export const DriftHistogram = z
  .object({
    edges: z.array(z.number()).nullable().meta({ description: 'One more than bins; a bin holds its lower edge' }),
    labels: z.array(z.string()).nullable(),
    reference: z.array(z.int()),
    current: z.array(z.int()),
  })
  .meta({ id: 'DriftHistogram' });
export type DriftHistogram = z.infer<typeof DriftHistogram>;

const TestResult = z.object({ statistic: z.number().nullable(), p_value: z.number().nullable() });

export const OutlierCounts = z.object({
  lower: z.number(),
  upper: z.number(),
  reference: z.int().meta({ description: 'Values outside lower to upper' }),
  current: z.int(),
});
export type OutlierCounts = z.infer<typeof OutlierCounts>;

/** Slower or rarer figures of one feature, made where they are asked for. */
export const FeatureDetail = z
  .object({
    anderson_darling: TestResult,
    cramer_von_mises: TestResult,
    t_test: TestResult.meta({ description: "Welch's" }),
    mann_whitney: TestResult.meta({ description: 'Two-sided' }),
    chi_square: TestResult.meta({ description: 'Of homogeneity' }),
    cramers_v: z.number().nullable(),
    outliers: z.object({ iqr: OutlierCounts, z_score: OutlierCounts }).nullable().meta({
      description: 'Limits from the reference: quartiles and 1.5 times their distance; mean and 3 deviations',
    }),
  })
  .meta({ id: 'FeatureDetail' });
export type FeatureDetail = z.infer<typeof FeatureDetail>;

export const DriftDirection = z.enum(['up', 'down', 'wider', 'narrower', 'shape', 'none']).meta({
  description: 'How the values of the current window lie to those of the reference',
});
export type DriftDirection = z.infer<typeof DriftDirection>;

export const AlertLevel = z.enum(['none', 'warning', 'critical']);
export type AlertLevel = z.infer<typeof AlertLevel>;

export const FeatureVerdict = z
  .object({
    feature: z.string(),
    kind: FeatureKind,
    method: DriftMethod.nullable(),
    p_method: z.enum(['exact', 'asymptotic', 'permutation', 'interpolated']).nullable(),
    statistic: z.number().nullable().meta({ description: "The method's own statistic or distance" }),
    p_value: z.number().min(0).max(1).nullable().meta({ description: 'Null for methods that are distances' }),
    p_adjusted: z.number().min(0).max(1).nullable().meta({ description: 'After correction for the features tested' }),
    threshold: z.number().nullable().meta({ description: 'Level of the p-value or limit of the distance' }),
    score: z.number().min(0).max(1).nullable().meta({
      description: 'Rises with drift whatever the method; 0.5 is exactly at the threshold. From the unadjusted p-value',
    }),
    effect: z.number().min(0).max(1).nullable().meta({
      description: 'Size of the change, 0 to 1: D, total variation distance, half the cosine distance of means',
    }),
    drifted: z.boolean().nullable(),
    drifted_unadjusted: z.boolean().nullable().meta({ description: 'The same without correction and minimum effect' }),
    reason: z.string().nullable().meta({ description: 'Why there is no verdict; null where there is one' }),
    direction: DriftDirection.nullable(),
    mean_change: z.number().nullable().meta({ description: 'Current minus reference' }),
    median_change: z.number().nullable(),
    psi: z.number().nullable().meta({ description: 'On quantile bins of the reference, smoothed' }),
    psi_floor: z.number().nullable().meta({ description: 'PSI that chance alone exceeds in 1 % of checks' }),
    psi_level: AlertLevel.nullable(),
    kl_divergence: z.number().nullable().meta({ description: 'Reference to current, on the bins of `psi`' }),
    kl_level: AlertLevel.nullable(),
    jensen_shannon: z.number().nullable().meta({ description: 'Distance to base 2, 0 to 1' }),
    wasserstein: z.number().nullable().meta({ description: 'In standard deviations of the reference' }),
    hellinger: z.number().nullable(),
    energy: z.number().nullable().meta({ description: 'In the unit of the feature; squared for embeddings' }),
    tvd: z.number().nullable().meta({ description: 'Total variation distance of classes' }),
    l_infinity: z.number().nullable(),
    missing_p_value: z.number().nullable().meta({ description: 'That the share of missing values is the same' }),
    lag1_correlation: z.number().nullable().meta({ description: 'Of successive samples of the reference' }),
    suggested_stride: z.int().nullable().meta({ description: 'Take every n-th sample; 1 where they are independent' }),
    reference: FeatureStatistics,
    current: FeatureStatistics,
    histogram: DriftHistogram.nullable(),
    not_computed: z.record(z.string(), z.string()).meta({ description: 'Why other fields are null, by their name' }),
    detail: FeatureDetail.optional().meta({ description: 'Present where it was asked for' }),
  })
  .meta({ id: 'FeatureVerdict' });
export type FeatureVerdict = z.infer<typeof FeatureVerdict>;

export const DriftEvent = z
  .object({
    type: z.literal('new_class'),
    feature: z.string(),
    value: z.string(),
    count: z.int().meta({ description: 'Samples of the current window' }),
    share: z.number(),
  })
  .meta({ id: 'DriftEvent', description: 'A class that the reference does not know' });
export type DriftEvent = z.infer<typeof DriftEvent>;

export const DriftWarning = z
  .object({
    code: z.enum(['correlated_samples', 'subsampled', 'small_reference']),
    feature: z.string().nullable(),
    detail: z.string(),
  })
  .meta({ id: 'DriftWarning', description: 'What limits how far the verdict can be trusted' });
export type DriftWarning = z.infer<typeof DriftWarning>;

export const DriftState = z.enum(['collecting_reference', 'collecting_current', 'active']);
export type DriftState = z.infer<typeof DriftState>;

/** What one check found. Plain data. Until both windows are full there are no values, not zeros. */
export const Verdict = z
  .object({
    state: DriftState,
    reason: z.string().nullable().meta({ description: 'Why there are no values yet' }),
    dataset_drift: z.boolean().nullable(),
    drift_share: z.number().min(0).max(1).nullable(),
    num_drifted_features: z.int().nullable(),
    num_features: z.int().nullable().meta({ description: 'Features that have a verdict in this check' }),
    embedding_distance: z.number().min(0).max(2).nullable().meta({ description: 'Cosine distance of the means' }),
    features: z.array(FeatureVerdict),
    events: z.array(DriftEvent),
    warnings: z.array(DriftWarning),
  })
  .meta({ id: 'DriftVerdict' });
export type Verdict = z.infer<typeof Verdict>;

/**
 * Whether a finding has been confirmed by a window that shares no sample with the one that raised it. `since` is the
 * number of the last sample of the window in which the phase began.
 */
export const ConfirmationPhase = z
  .discriminatedUnion('phase', [
    z.object({ phase: z.literal('quiet') }),
    z.object({ phase: z.literal('suspected'), since: z.int() }),
    z.object({ phase: z.literal('confirmed'), since: z.int() }),
    z.object({ phase: z.literal('clearing'), since: z.int(), confirmed_since: z.int() }),
  ])
  .meta({ id: 'ConfirmationPhase' });
export type ConfirmationPhase = z.infer<typeof ConfirmationPhase>;

/** A sample of the current window and how much it stands for the change. */
export const RankedSample = z
  .object({
    id: z.union([z.int(), z.string()]),
    contribution: z.number().meta({ description: 'Higher moved the feature more; comparable within one feature only' }),
    value: z.union([z.number(), z.string()]).nullable(),
  })
  .meta({ id: 'RankedSample' });
export type RankedSample = z.infer<typeof RankedSample>;
