import { collectDefaultMetrics, Registry } from 'prom-client';
import { createAccuracyMetrics } from './accuracy.ts';
import { createDetectorMetrics } from './detector.ts';
import { createDriftMetrics } from './drift.ts';
import { createErrorMetrics } from './errors.ts';
import { createImageMetrics } from './images.ts';
import { createModelMetrics } from './model.ts';
import { createPredictionMetrics } from './predictions.ts';
import { readFigures } from './read.ts';
import { createRequestMetrics } from './requests.ts';
import { createStateMetrics } from './state.ts';
import { createSystemMetrics } from './system.ts';
import type { DetectionEventFacts, MetricSources, Metrics } from './types.ts';

export type { MetricSources, Metrics } from './types.ts';

/** Gauges that carry the suffix of counters; each is the sum of a gauge by type that stays. */
const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total'];

/**
 * The metrics of one service, in a registry of their own. Values of state are read from `sources` when somebody asks,
 * everything else is counted as it happens. Text format 0.0.4, without exemplars, so that `le` labels stay as they are.
 */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  const { observeRequest, countSecurityEvent } = createRequestMetrics(registry);
  const images = createImageMetrics(registry);
  const predictions = createPredictionMetrics(registry);
  const errors = createErrorMetrics(registry);
  const model = createModelMetrics(registry, sources);
  createDetectorMetrics(registry, sources);
  createDriftMetrics(registry, sources);
  createStateMetrics(registry, sources);
  createAccuracyMetrics(registry, sources);
  createSystemMetrics(registry, sources);
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);

  return {
    observeRequest,
    countSecurityEvent,
    observeImage(image) {
      images.observe(image);
      predictions.observe(image);
    },
    countImageError: errors.count,
    countDetectionEvent(event: DetectionEventFacts) {
      if (event.type === 'model_loaded') {
        model.setLoadTime(event.model.load_ms / 1_000);
        predictions.setClasses(event.model.card.classes);
      } else if (event.type === 'model_load_failed') {
        errors.count(event.error.code);
      } else if (event.type === 'provider_fallback') {
        errors.countFallback();
      }
    },
    async read(names) {
      return readFigures(registry, names);
    },
    async render() {
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}
