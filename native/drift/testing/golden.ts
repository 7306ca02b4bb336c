import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { sharedPath } from '../../testing/shared.ts';

/** A number as the golden file writes it: JSON has no NaN and no infinities. */
const GoldenNumber = z
  .union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])])
  .transform((value) => (typeof value === 'number' ? value : Number(value)));
const Numbers = z.array(GoldenNumber);
const Counts = z.array(z.int());

/** Where a library raised an error there is an object with its name; where it does not apply the field is absent. */
const Raised = z.object({ error: z.string(), message: z.string() }).transform(() => 'raised' as const);
const orRaised = <Schema extends z.ZodType>(schema: Schema) => z.union([schema, Raised]).optional();

const Answer = z.object({ score: GoldenNumber, drifted: z.boolean(), threshold: z.number() });
const ByEvidently = z.object({ evidently: z.union([Answer, Raised]) });

const Stability = z.object({
  bins: z.int(),
  inner_edges: Numbers.optional(),
  reference_counts: Counts.optional(),
  current_counts: Counts.optional(),
  psi: GoldenNumber,
  kl: GoldenNumber,
  'floor_chi2_0.99': GoldenNumber,
  null_mean: GoldenNumber,
});

const Test = z.object({ statistic: GoldenNumber, dof: z.int(), p_value: GoldenNumber });

export const Expected = z.object({
  ks: orRaised(
    ByEvidently.extend({
      statistic: GoldenNumber,
      statistic_location: GoldenNumber,
      p_auto: GoldenNumber,
      p_exact: GoldenNumber.nullable(),
      p_asymp: GoldenNumber,
      p_kolmogorov_limit: GoldenNumber,
      p_kolmogorov_stephens: GoldenNumber,
    }),
  ),
  wasserstein: ByEvidently.extend({ distance: GoldenNumber, reference_std_ddof0: GoldenNumber }).optional(),
  binning: z
    .object({
      mode: z.enum(['sturges', 'values']),
      edges: Numbers.optional(),
      keys: z.array(z.union([GoldenNumber, z.string()])).optional(),
      reference_counts: Counts,
      current_counts: Counts,
    })
    .optional(),
  jensenshannon: ByEvidently.extend({ distance_base2: GoldenNumber, divergence_base2: GoldenNumber }).optional(),
  psi: ByEvidently.extend({
    quantile5: Stability.optional(),
    quantile10: Stability.optional(),
    smoothed: Stability.optional(),
  }).optional(),
  kl_div: ByEvidently.extend({ reverse: GoldenNumber }).optional(),
  hellinger: ByEvidently.extend({
    binning: z.object({ edges: Numbers, reference_counts: Counts, current_counts: Counts }).optional(),
  }).optional(),
  anderson_darling: orRaised(
    ByEvidently.extend({ statistic: GoldenNumber, p_clipped: GoldenNumber, critical_values: Numbers }),
  ),
  cramer_von_mises: orRaised(
    ByEvidently.extend({ statistic: GoldenNumber, p_auto: GoldenNumber, p_asymptotic: GoldenNumber }),
  ),
  energy: ByEvidently.extend({ distance: GoldenNumber }).optional(),
  t_test: z
    .object({
      statistic: GoldenNumber,
      p_value: GoldenNumber,
      welch_statistic: GoldenNumber,
      welch_p_value: GoldenNumber,
    })
    .optional(),
  mann_whitney: ByEvidently.extend({
    u: GoldenNumber,
    p_two_sided: GoldenNumber,
    p_less: GoldenNumber,
  }).optional(),
  chisquare: ByEvidently.extend({
    ...Test.shape,
    homogeneity: Test.extend({ cramers_v: GoldenNumber, min_expected: GoldenNumber.optional() }),
  }).optional(),
  z_test: ByEvidently.optional(),
  g_test: ByEvidently.extend({ homogeneity: Test }).optional(),
  tvd: z.object({ distance: GoldenNumber }).optional(),
  l_infinity: z.object({ distance: GoldenNumber }).optional(),
  evidently_default: Answer.extend({ name: z.string() }).optional(),
  undefined: z.literal(true).optional(),
  reason: z.string().optional(),
});
export type Expected = z.infer<typeof Expected>;

const Value = z.union([z.number(), z.string(), z.null()]);

const GoldenCase = z.object({
  id: z.string(),
  kind: z.enum(['numeric', 'categorical']),
  tags: z.array(z.string()),
  n: z.object({ reference: z.int(), current: z.int(), reference_valid: z.int(), current_valid: z.int() }),
  reference: z.array(Value),
  current: z.array(Value),
  expected: Expected,
});
export type GoldenCase = z.infer<typeof GoldenCase>;

const orRaisedObject = <Shape extends z.ZodRawShape>(shape: Shape) => z.union([z.object(shape), Raised]);

const Adjusted = z.object({ adjusted: z.array(z.number()), rejected: z.array(z.boolean()) });
const Mean = z.object({ distance: GoldenNumber, warnings: z.array(z.string()).optional() });
const Flag = z.object({ score: GoldenNumber, drifted: z.boolean() });

const GoldenFile = z.object({
  schema: z.literal('drift-golden/1'),
  cases: z.array(GoldenCase),
  embedding_cases: z.array(
    z.object({
      id: z.string(),
      reference: z.array(Numbers),
      current: z.array(Numbers),
      expected: z.object({
        cosine_distance_of_means: Mean,
        euclidean_distance_of_means: Mean,
        cityblock_distance_of_means: Mean,
        chebyshev_distance_of_means: Mean,
        evidently_distance_euclidean: Flag,
        evidently_distance_cosine: Flag,
        evidently_ratio_wasserstein: Flag,
        evidently_mmd: z.union([Flag, Raised]),
        mmd: z.object({
          evidently_kernel: orRaisedObject({ median_cross_distance: GoldenNumber, mmd2_unbiased: GoldenNumber }),
          pooled_median: z.object({ median_pooled_distance: GoldenNumber, mmd2_biased: GoldenNumber }),
        }),
        energy: z.object({ energy_distance_squared_multivariate: GoldenNumber }),
      }),
    }),
  ),
  multiple_testing_cases: z.array(
    z.object({
      id: z.string(),
      p_values: z.array(z.number()),
      alpha: z.number(),
      expected: z.object({ benjamini_hochberg: Adjusted, bonferroni: Adjusted, holm: Adjusted }),
    }),
  ),
  dataset_cases: z.array(
    z.object({
      id: z.string(),
      columns: z.array(z.string()),
      expected: z.object({
        drifted: z.record(z.string(), z.boolean()),
        number_of_drifted_columns: z.int(),
        share_of_drifted_columns: z.number(),
        'dataset_drift_at_0.5': z.boolean(),
      }),
    }),
  ),
  score_cases: z.array(
    z.object({
      kind: z.enum(['p_value', 'distance']),
      value: GoldenNumber.nullable(),
      threshold: z.number(),
      expected_score: z.number().nullable(),
    }),
  ),
});
export type GoldenFile = z.infer<typeof GoldenFile>;

const path = sharedPath('reference/drift-golden.json');
export const hasGolden = existsSync(path);
const EMPTY = {
  cases: [],
  embedding_cases: [],
  multiple_testing_cases: [],
  dataset_cases: [],
  score_cases: [],
};
const read = () => GoldenFile.parse(JSON.parse(readFileSync(path, 'utf8')));

/** Values that the libraries answer, see the file's own description; without cases where the file is absent. */
export const golden: Omit<GoldenFile, 'schema'> = hasGolden ? read() : EMPTY;

/** A case's column with the words for what JSON cannot write turned into numbers again. */
export function goldenColumn({ kind }: GoldenCase, values: GoldenCase['reference']): (number | string | null)[] {
  if (kind === 'categorical') return values;
  return values.map((value) => (typeof value === 'string' ? Number(value) : value));
}

/** The tolerance that the file states: this relative deviation, or an absolute one of 1e-12. */
export function isClose(got: number | null, wanted: number, relative = 1e-9): boolean {
  if (got === null || Number.isNaN(got)) return Number.isNaN(wanted);
  if (got === wanted) return true;
  const off = Math.abs(got - wanted);
  return off <= 1e-12 || off <= relative * Math.abs(wanted);
}
