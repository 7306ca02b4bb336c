import type { DriftConfig, DriftMethod, FeatureConfig, FeatureKind } from '../../contract/drift.ts';
import { DRIFT_METHODS } from '../../contract/drift.ts';
import { Random, seedOf } from '../random/random.ts';
import type { PMethod } from '../statistics/test-result.ts';

/** What the deciding method found about one feature, before the features are corrected for each other. */
export interface Judgement {
  method: DriftMethod;
  p_method: PMethod | null;
  statistic: number | null;
  p_value: number | null;
  /** Level of the p-value, or limit of the statistic for methods that are distances. */
  threshold: number;
  basis: 'p_value' | 'distance';
  /** Size of the change, 0 to 1; null where it is undefined. */
  effect: number | null;
  /** Whether the change is large enough to count, however significant. */
  large_enough: boolean;
}

/** All that judging a feature needs besides its values. */
export interface Context {
  config: DriftConfig;
  /** Up to this many values on a side p-values of Kolmogorov-Smirnov are exact. */
  exact_limit: number;
  /** Whether binned distances are withheld where the reference has too few distinct values for them. */
  guard_bins: boolean;
  detail: boolean;
  seed: number;
}

/** Random numbers of one feature, independent of which others are checked. */
export const randomFor = (context: Context, feature: string) => new Random(seedOf(context.seed, feature));

const DEFAULT_FEATURE: FeatureConfig = { enabled: true, method: 'auto', threshold: null };

export function featureConfig(config: DriftConfig, feature: string): FeatureConfig {
  return Object.hasOwn(config.features, feature) ? (config.features[feature] as FeatureConfig) : DEFAULT_FEATURE;
}

/** The method to use, and the threshold set for it; a method that does not suit the values gives way to `otherwise`. */
export function chooseMethod<Method extends DriftMethod>(
  { method, threshold }: FeatureConfig,
  suitable: readonly Method[],
  otherwise: Method,
): { method: Method; threshold: number | null } {
  if (method === 'auto') return { method: otherwise, threshold };
  const chosen = suitable.find((name) => name === method);
  return chosen === undefined ? { method: otherwise, threshold: null } : { method: chosen, threshold };
}

/** The methods of a kind, as a list of its own type. */
export const methodsOf = <Kind extends FeatureKind>(kind: Kind) => DRIFT_METHODS[kind];
