import type { MetricSources } from '../../metrics/types.ts';
import type { Store } from '../../store/types.ts';
import type { Telemetry } from '../../telemetry/types.ts';
import type { DetectionService } from '../detection/types.ts';
import type { DriftMonitor } from '../drift/types.ts';
import { accuracyReader } from '../evaluation/accuracy.ts';

/** What `/metrics` reads at each scrape. */
export function metricSources(
  version: string,
  detection: DetectionService,
  store: Store,
  telemetry: Pick<Telemetry, 'snapshot' | 'totals'>,
  drift: Pick<DriftMonitor, 'figures'>,
): MetricSources {
  const accuracyOf = accuracyReader(store);
  return {
    version,
    queueLength: () => detection.status().queue_length,
    modelLoaded: () => detection.status().active !== null,
    activeModel() {
      const { active } = detection.status();
      if (active === null) return null;
      const { card, provider } = active;
      return {
        id: card.id,
        name: card.name,
        version: card.version,
        layout: card.layout,
        provider: provider.used,
        provider_extent: provider.extent,
      };
    },
    lanes() {
      const { lanes } = detection.status();
      const serving = lanes.filter(({ state }) => state.state === 'ready' || state.state === 'busy');
      return {
        ready: serving.length,
        total: lanes.length,
        restarts: lanes.reduce((sum, { restarts }) => sum + restarts, 0),
      };
    },
    accuracy() {
      const { active } = detection.status();
      return active === null ? null : accuracyOf(active.card.id);
    },
    drift: () => drift.figures(),
    historyBytes: () => store.sizeBytes(),
    cacheSizes: () => ({ ...store.cacheSizes() }),
    system: () => telemetry.snapshot(),
    systemTotals: () => telemetry.totals(),
  };
}
