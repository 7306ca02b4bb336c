import { Counter, Histogram, type Registry } from 'prom-client';
import { SCORE_BUCKETS } from './buckets.ts';
import { nameLabel, OTHER } from './labels.ts';
import type { ImageFacts } from './types.ts';

/** Classes of one model beyond these, in the order of their ids, are counted as `other`. */
export const MAX_CLASSES = 100;

export interface PredictionMetrics {
  observe(image: ImageFacts): void;
  /** The classes that are counted by name from now on; series of classes that the model does not have are removed. */
  setClasses(names: readonly string[]): void;
}

/** What the model found: detections by class, and how sure it was. */
export function createPredictionMetrics(registry: Registry): PredictionMetrics {
  const predictions = new Counter({
    name: 'model_predictions_total',
    help: `Detections answered, by class; classes beyond the first ${MAX_CLASSES} of a model are "${OTHER}".`,
    labelNames: ['class'],
    registers: [registry],
  });
  const confidence = new Histogram({
    name: 'model_confidence_score',
    help: 'Scores of the detections answered.',
    buckets: SCORE_BUCKETS,
    registers: [registry],
  });
  /** Label by class name. */
  let labels: ReadonlyMap<string, string> = new Map();

  return {
    observe({ detections }) {
      const counts = new Map<string, number>();
      for (const { class_name, score } of detections) {
        const label = labels.get(class_name) ?? OTHER;
        counts.set(label, (counts.get(label) ?? 0) + 1);
        confidence.observe(score);
      }
      for (const [label, count] of counts) predictions.inc({ class: label }, count);
    },
    setClasses(names) {
      const before = labels;
      labels = new Map(names.slice(0, MAX_CLASSES).map((name) => [name, nameLabel(name)]));
      const kept = new Set(labels.values());
      for (const label of before.values()) if (!kept.has(label)) predictions.remove({ class: label });
      for (const label of kept) predictions.inc({ class: label }, 0);
      if (names.length > MAX_CLASSES) predictions.inc({ class: OTHER }, 0);
    },
  };
}
