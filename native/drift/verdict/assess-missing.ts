import { compareProportions, type Proportion } from '../statistics/proportions.ts';
import { type Assessment, bareDescription } from './assess.ts';
import { describeOthers } from './describe.ts';
import { type Context, featureConfig } from './judgement.ts';
import type { Window } from './window.ts';

/** The name under which the share of incomplete samples stands among the features. */
export const MISSING = 'missing';

/**
 * The share of samples that lack a value of any of these features, as a feature of its own: Fisher's exact test for few,
 * else z. Null where no sample lacks any, since there is nothing to say then.
 */
export function assessMissing(
  reference: Window,
  current: Window,
  features: readonly string[],
  context: Context,
): Assessment | null {
  const count = (window: Window): Proportion => ({
    hits: countIncomplete(window, features),
    size: window.ids.length,
  });
  const [a, b] = [count(reference), count(current)];
  if (a.hits + b.hits === 0 || a.size === 0 || b.size === 0) return null;
  const { method, statistic, p_value } = compareProportions(b, a);
  const effect = Math.abs(b.hits / b.size - a.hits / a.size);
  const describe = ({ hits, size }: Proportion) => ({
    ...describeOthers(size, size, hits > 0 && hits < size ? 2 : 1),
    mean: hits / size,
  });
  return {
    description: {
      ...bareDescription(MISSING, 'missing', describe(a), describe(b)),
      direction: effect === 0 ? 'none' : b.hits / b.size > a.hits / a.size ? 'up' : 'down',
      mean_change: b.hits / b.size - a.hits / a.size,
    },
    judgement: {
      method,
      p_method: method === 'fisher_exact' ? 'exact' : 'asymptotic',
      statistic,
      p_value,
      threshold: featureConfig(context.config, MISSING).threshold ?? context.config.alpha,
      basis: 'p_value',
      effect,
      large_enough: effect >= context.config.minimum_effect,
    },
    events: [],
    warnings: [],
  };
}

/** How many samples lack a value; column by column, since that is how the values lie. */
function countIncomplete({ ids, features }: Window, names: readonly string[]): number {
  const incomplete = new Uint8Array(ids.length);
  for (const name of names) {
    const column = features[name] ?? [];
    for (let index = 0; index < ids.length; index++) {
      const value = column[index];
      if (typeof value === 'number' ? !Number.isFinite(value) : typeof value !== 'string') incomplete[index] = 1;
    }
  }
  return incomplete.reduce((sum, flag) => sum + flag, 0);
}
