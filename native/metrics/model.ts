import { Gauge, type Registry } from 'prom-client';
import { nameLabel } from './labels.ts';
import { attempt, stateGauge } from './state-gauge.ts';
import type { MetricSources } from './types.ts';

/** Which model answers, if any. */
export function createModelMetrics(registry: Registry, sources: MetricSources): { setLoadTime(seconds: number): void } {
  let loadSeconds: number | null = null;
  stateGauge(registry, 'model_loaded', '1 while a model is loaded, else 0.', () => (sources.modelLoaded() ? 1 : 0));
  new Gauge({
    name: 'model_info',
    help: '1 for the model that answers, with what it is and where it runs; absent while there is none.',
    labelNames: ['id', 'name', 'version', 'provider', 'provider_extent', 'layout'],
    registers: [registry],
    collect() {
      this.reset();
      const model = attempt(sources.activeModel);
      if (model === null) return;
      const { id, provider, provider_extent, layout } = model;
      const name = nameLabel(model.name);
      this.set({ id, name, version: nameLabel(model.version), provider, provider_extent, layout }, 1);
    },
  });
  stateGauge(
    registry,
    'model_load_seconds',
    'Time that loading and warming up the last loaded model took; absent until one has been loaded.',
    () => loadSeconds,
  );

  return {
    setLoadTime(seconds) {
      loadSeconds = seconds;
    },
  };
}
