import type { DriftConfig, DriftState, DriftWarning, FeatureVerdict, Verdict } from '../../contract/drift.ts';
import { EXACT_LIMIT } from '../statistics/kolmogorov-smirnov.ts';
import { type Assessment, assessColumn, bareDescription } from './assess.ts';
import { assessEmbeddings, EMBEDDING } from './assess-embeddings.ts';
import { assessMissing, MISSING } from './assess-missing.ts';
import { decide } from './decide.ts';
import { describeOthers } from './describe.ts';
import { type Context, featureConfig } from './judgement.ts';
import { validateWindow, type Window, windowSeed } from './window.ts';

export interface CheckOptions {
  /** Adds the slower tests, for looking at one check closely. */
  detail?: boolean;
}

/** What `compareWindows` may be told besides. */
export interface CompareOptions extends CheckOptions {
  /** Up to this many values on a side the p-value of Kolmogorov-Smirnov is exact. */
  exactLimit?: number;
  /** Withholds binned distances where the reference has too few distinct values for them; true unless said otherwise. */
  guardBins?: boolean;
}

/**
 * Judges whether the current window still looks like the reference. Pure: the same windows and configuration always give
 * the same verdict, and arguments and answer are plain data, so that it may run in a worker thread.
 *
 * Until both windows have the configured sizes the verdict has no figures: none, rather than zeros.
 *
 * Throws `invalid_parameter` where the columns of a window do not fit together.
 */
export function checkDrift(
  reference: Window,
  current: Window,
  config: DriftConfig,
  options: CheckOptions = {},
): Verdict {
  const { state, reason } = warmUp(reference.ids.length, current.ids.length, config);
  if (state !== 'active') return { ...NO_FIGURES, state, reason };
  return compareWindows(reference, current, config, options);
}

/** The same for windows of any size. */
export function compareWindows(
  reference: Window,
  current: Window,
  config: DriftConfig,
  { detail = false, exactLimit = EXACT_LIMIT, guardBins = true }: CompareOptions = {},
): Verdict {
  validateWindow(reference, 'reference');
  validateWindow(current, 'current window');
  const context: Context = {
    config,
    exact_limit: exactLimit,
    guard_bins: guardBins,
    detail,
    seed: windowSeed(reference, current),
  };
  const enabled = (feature: string) => featureConfig(config, feature).enabled;
  const names = [...new Set([...Object.keys(reference.features), ...Object.keys(current.features)])].filter(enabled);
  const assessments = names.map((name) => assessShared(name, reference, current, context));
  const embeddings = enabled(EMBEDDING) ? embeddingsOf(reference, current, context) : null;
  if (embeddings !== null) assessments.push(embeddings);
  const missing = enabled(MISSING)
    ? assessMissing(reference, current, shared(names, reference, current), context)
    : null;
  if (missing !== null) assessments.push(missing);
  const features = decide(assessments, config.correction);
  const decided = features.filter(countsInShare);
  const drifted = decided.filter((feature) => feature.drifted).length;
  const share = decided.length === 0 ? null : drifted / decided.length;
  return {
    state: 'active',
    reason: share === null ? 'No feature has values in both windows.' : null,
    dataset_drift: share === null ? null : share >= config.drift_share,
    drift_share: share,
    num_drifted_features: share === null ? null : drifted,
    num_features: share === null ? null : decided.length,
    embedding_distance: embeddings?.distance ?? null,
    features,
    events: assessments.flatMap(({ events }) => events),
    warnings: [...aboutSize(reference), ...assessments.flatMap(({ warnings }) => warnings)],
  };
}

/**
 * Whether a feature is among those that the drift share is taken of. Missing values are no measurement of their own: where
 * they have not drifted, a single image without a detection would else make three features of six a minority.
 */
function countsInShare({ kind, drifted }: Pick<FeatureVerdict, 'kind' | 'drifted'>): boolean {
  return drifted !== null && (kind !== 'missing' || drifted);
}

const NO_FIGURES = {
  dataset_drift: null,
  drift_share: null,
  num_drifted_features: null,
  num_features: null,
  embedding_distance: null,
  features: [],
  events: [],
  warnings: [],
};

/** Which window is still filling, the reference first. */
export function warmUp(
  referenceSize: number,
  currentSize: number,
  config: Pick<DriftConfig, 'reference_size' | 'current_size'>,
): { state: DriftState; reason: string | null } {
  if (referenceSize < config.reference_size) {
    const reason = `The reference has ${referenceSize} of ${config.reference_size} samples.`;
    return { state: 'collecting_reference', reason };
  }
  if (currentSize < config.current_size) {
    const reason = `The current window has ${currentSize} of ${config.current_size} samples.`;
    return { state: 'collecting_current', reason };
  }
  return { state: 'active', reason: null };
}

const shared = (names: readonly string[], reference: Window, current: Window) =>
  names.filter((name) => Object.hasOwn(reference.features, name) && Object.hasOwn(current.features, name));

function assessShared(name: string, reference: Window, current: Window, context: Context): Assessment {
  const here = Object.hasOwn(reference.features, name) ? reference.features[name] : undefined;
  const there = Object.hasOwn(current.features, name) ? current.features[name] : undefined;
  if (here !== undefined && there !== undefined) return assessColumn(name, here, there, context);
  const present = (here ?? there ?? []).filter((value) => value !== null).length;
  const describe = (column: typeof here, size: number) => describeOthers(column === undefined ? 0 : present, size, 0);
  const bare = bareDescription(
    name,
    'numeric',
    describe(here, reference.ids.length),
    describe(there, current.ids.length),
  );
  const reason = `It is not collected in the ${here === undefined ? 'reference' : 'current window'}.`;
  return { description: { ...bare, reason }, judgement: null, events: [], warnings: [] };
}

function embeddingsOf(reference: Window, current: Window, context: Context) {
  if (reference.embeddings === null || current.embeddings === null) return null;
  return assessEmbeddings(reference.embeddings, current.embeddings, context);
}

/** A reference this small knows its own distribution only roughly. */
const SMALL_REFERENCE = 50;

function aboutSize({ ids }: Window): DriftWarning[] {
  if (ids.length >= SMALL_REFERENCE) return [];
  const detail = `The reference has ${ids.length} samples. 100 are recommended, 500 find smaller changes.`;
  return [{ code: 'small_reference', feature: null, detail }];
}
