import type { DriftConfig, FeatureKind } from '../../contract/drift.ts';
import { VigilError } from '../../contract/errors.ts';
import type { Features, ImageSamples } from '../../contract/features.ts';
import type { DriftConfigResponse } from '../../contract/http/drift.ts';
import { EMBEDDING } from '../../drift/verdict/assess-embeddings.ts';
import { MISSING } from '../../drift/verdict/assess-missing.ts';
import type { Window } from '../../drift/verdict/window.ts';
import type { DriftSample } from '../../store/drift-types.ts';

export type FeatureGroup = DriftConfigResponse['features'][number]['group'];

interface WatchedFeature {
  feature: string;
  kind: FeatureKind;
  /** `data`: of the pictures alone; `model`: of what was detected on them. */
  group: FeatureGroup;
}

/** What drift is watched on. A name is for good: it stands in configurations, histories and metrics. */
export const WATCHED: readonly WatchedFeature[] = [
  { feature: 'brightness', kind: 'numeric', group: 'data' },
  { feature: 'contrast', kind: 'numeric', group: 'data' },
  { feature: 'sharpness', kind: 'numeric', group: 'data' },
  { feature: 'saturation', kind: 'numeric', group: 'data' },
  { feature: 'detections', kind: 'numeric', group: 'model' },
  { feature: 'confidence', kind: 'numeric', group: 'model' },
  { feature: 'box_area', kind: 'numeric', group: 'model' },
  { feature: 'dominant_class', kind: 'categorical', group: 'model' },
  { feature: EMBEDDING, kind: 'embedding', group: 'data' },
  { feature: MISSING, kind: 'missing', group: 'model' },
];

/** Those with a value of their own in each sample. */
export const COLUMNS = WATCHED.filter(({ kind }) => kind === 'numeric' || kind === 'categorical');

/** The features of one image; a null is a missing value. */
export function columnsOf(features: Features): DriftSample['features'] {
  const { brightness, contrast, sharpness, saturation, detections, confidence, mean_box_area, dominant_class } =
    features;
  return {
    brightness,
    contrast,
    sharpness,
    saturation,
    detections,
    confidence,
    box_area: mean_box_area,
    dominant_class,
  };
}

/** Kept results as samples, oldest first. `seqOf` numbers them. */
export function samplesOf(kept: ImageSamples, seqOf: (index: number) => number): DriftSample[] {
  const { features } = kept;
  return kept.ids.map((id, index) => ({
    seq: seqOf(index),
    id,
    at: kept.created_at[index] as number,
    features: {
      brightness: features.brightness[index] ?? null,
      contrast: features.contrast[index] ?? null,
      sharpness: features.sharpness[index] ?? null,
      saturation: features.saturation[index] ?? null,
      detections: features.detections[index] ?? null,
      confidence: features.mean_confidence[index] ?? null,
      box_area: features.mean_box_area[index] ?? null,
      dominant_class: features.dominant_class[index] ?? null,
    },
    embedding: kept.embeddings[index] ?? null,
  }));
}

/** Samples by columns. A column that the first sample does not have (of a table, say) is in none. */
export function toWindow(samples: readonly DriftSample[]): Window {
  const collected = COLUMNS.filter(({ feature }) => Object.hasOwn(samples[0]?.features ?? {}, feature));
  const embeddings = samples.map(({ embedding }) => embedding);
  return {
    ids: samples.map(({ id }) => id),
    features: Object.fromEntries(
      collected.map(({ feature }) => [feature, samples.map((sample) => sample.features[feature] ?? null) as number[]]),
    ),
    embeddings: embeddings.some((vector) => vector !== null) ? embeddings : null,
  };
}

/** Throws `invalid_parameter` for a configuration that names a feature that is not watched. */
export function checkFeatureNames(config: DriftConfig): void {
  const known = WATCHED.map(({ feature }) => feature);
  const unknown = Object.keys(config.features).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new VigilError(
    'invalid_parameter',
    `features: there is no feature ${unknown.map((name) => JSON.stringify(name)).join(', ')}. Known are ${known.join(', ')}.`,
  );
}

/** Methods whose threshold is a limit of a distance, by kind; the threshold of any other is a level of a p-value. */
const DISTANCES: Readonly<Record<FeatureKind, readonly string[]>> = {
  numeric: ['wasserstein', 'jensen_shannon', 'psi', 'kl_divergence', 'hellinger', 'energy'],
  categorical: ['jensen_shannon', 'psi', 'kl_divergence', 'hellinger', 'tvd', 'l_infinity'],
  embedding: [],
  missing: [],
};

/**
 * The configuration for a check of one group, or at other levels. A level holds for the features of its group that are
 * judged by a p-value; limits of distances stay as configured.
 */
export function narrowConfig(
  config: DriftConfig,
  check: 'data' | 'model' | 'all',
  levels: Readonly<Partial<Record<FeatureGroup, number | undefined>>>,
): DriftConfig {
  const features = { ...config.features };
  for (const { feature, kind, group } of WATCHED) {
    const own = features[feature] ?? { enabled: true, method: 'auto' as const, threshold: null };
    const level = DISTANCES[kind].includes(own.method) ? undefined : levels[group];
    features[feature] = {
      ...own,
      enabled: own.enabled && (check === 'all' || check === group),
      threshold: level ?? own.threshold,
    };
  }
  return { ...config, features };
}
