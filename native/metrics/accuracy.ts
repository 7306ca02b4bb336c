import { Gauge, type Registry } from 'prom-client';
import { nameLabel } from './labels.ts';
import { MAX_CLASSES } from './predictions.ts';
import { attempt } from './state-gauge.ts';
import type { MetricSources } from './types.ts';

/** Stands for the mean over all classes; a class of that name has no series of its own. */
const ALL = 'all';

/** How right the loaded model was when it was last evaluated. */
export function createAccuracyMetrics(registry: Registry, { accuracy }: MetricSources): void {
  new Gauge({
    name: 'model_accuracy',
    help: `AP50 of each class in the latest finished evaluation of the loaded model, and their mean (mAP50) as "${ALL}"; absent without one.`,
    labelNames: ['class'],
    registers: [registry],
    collect() {
      this.reset();
      const measured = attempt(accuracy);
      if (measured === null) return;
      for (const { class_id, class_name, ap50 } of measured.classes) {
        if (class_id < MAX_CLASSES) this.set({ class: nameLabel(class_name) }, ap50);
      }
      this.set({ class: ALL }, measured.map50);
    },
  });
}
