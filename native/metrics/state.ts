import { Gauge, type Registry } from 'prom-client';
import { attempt, stateGauge } from './state-gauge.ts';
import type { MetricSources } from './types.ts';

/** The state of the service itself. */
export function createStateMetrics(registry: Registry, sources: MetricSources): void {
  stateGauge(registry, 'model_queue_length', 'Images waiting for a detector process.', sources.queueLength);
  stateGauge(registry, 'history_size_bytes', 'Space that history takes on disk.', sources.historyBytes);
  new Gauge({
    name: 'cache_size',
    help: 'Entries that are kept in memory so as not to ask the history again, by cache.',
    labelNames: ['cache'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [cache, entries] of Object.entries(attempt(sources.cacheSizes) ?? {})) this.set({ cache }, entries);
    },
  });
  new Gauge({
    name: 'vigil_build_info',
    help: 'Always 1, with the versions of Vigil and of Node.js.',
    labelNames: ['version', 'node'],
    registers: [registry],
  }).set({ version: sources.version, node: process.versions.node }, 1);
}
