import { Counter, type Registry } from 'prom-client';
import { attempt, stateGauge } from './state-gauge.ts';
import type { MetricSources } from './types.ts';

/** The detector processes. */
export function createDetectorMetrics(registry: Registry, { lanes }: MetricSources): void {
  stateGauge(registry, 'detector_up', '1 while at least one detector process can take images, else 0.', () =>
    lanes().ready > 0 ? 1 : 0,
  );
  stateGauge(registry, 'detector_processes', 'Detector processes that should run.', () => lanes().total);
  stateGauge(registry, 'detector_processes_ready', 'Detector processes that can take images.', () => lanes().ready);
  let seen = 0;
  new Counter({
    name: 'detector_restarts_total',
    help: 'Times that a detector process died and was started again.',
    registers: [registry],
    collect() {
      const restarts = attempt(() => lanes().restarts) ?? seen;
      // The processes of a new model begin at 0 again, while a counter must not fall.
      this.inc(restarts < seen ? restarts : restarts - seen);
      seen = restarts;
    },
  });
}
