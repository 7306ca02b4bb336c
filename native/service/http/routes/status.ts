import { measureHistory } from '../../lifecycle/history-size.ts';
import type { AppDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';
import { healthOf, uptimeSeconds } from './health.ts';

/** GET /v1/status. Each window asks often, every second where no events come: nothing here may search the history or touch the disk for long. */
export function statusHandlers(deps: AppDeps): Pick<Handlers, 'status'> {
  const historySize = measureHistory(deps.store);
  return {
    status() {
      const { active, loading, queue_length, queue_limit } = deps.detection.status();
      return {
        version: deps.version,
        uptime_s: uptimeSeconds(deps),
        data_folder: deps.dataFolder,
        model: active?.card ?? null,
        provider: active?.provider ?? null,
        parallelism: active?.parallelism ?? null,
        run_ms: active?.run_ms ?? null,
        loading: loading === null ? null : { path: loading.path, since: new Date(loading.since).toISOString() },
        load_error: deps.models.loadFailure()?.error.toData() ?? null,
        queue_length,
        queue_limit,
        images_per_s: deps.recentImages.perSecond(),
        checks: healthOf(deps).checks,
        drift: deps.drift.summary(),
        history: historySize(),
      };
    },
  };
}
