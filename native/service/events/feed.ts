import type { GpuNews, JobNews } from '../../contract/http/stream.ts';
import type { ModelRef } from '../../contract/model.ts';
import type { Telemetry } from '../../telemetry/types.ts';
import type { Alerts } from '../alerts/types.ts';
import type { DemoLine } from '../demo/types.ts';
import type { DetectionEvent, DetectionService } from '../detection/types.ts';
import type { DriftWork } from '../drift/jobs.ts';
import type { DriftMonitor } from '../drift/types.ts';
import type { Evaluations } from '../evaluation/evaluations.ts';
import type { AppDeps } from '../http/deps.ts';
import { healthOf, uptimeSeconds } from '../http/routes/health.ts';
import type { OwnedModels } from '../lifecycle/models.ts';
import type { News } from './news.ts';

export interface NewsSources {
  detection: DetectionService;
  models: OwnedModels;
  drift: DriftMonitor;
  evaluations: Evaluations;
  demo: DemoLine;
  alerts: Pick<Alerts, 'onTransition'>;
}

/** Tells of everything that happens beside requests. Images and deletions are told by the routes that make them. */
export function feedNews(news: News, { detection, models, drift, evaluations, demo, alerts }: NewsSources): void {
  const active = () => refOf(detection);
  models.onAttempt((attempt) => {
    const isLoading = attempt.state === 'loading';
    const reason = isLoading ? null : attempt.error.message;
    news.model({ change: isLoading ? 'loading' : 'load_failed', model: active(), provider: usedBy(detection), reason });
  });
  detection.subscribe((event) => {
    const change = changeOf(event);
    if (change !== null) news.model({ ...change, model: active(), provider: usedBy(detection) });
  });
  drift.subscribe((change) => news.drift({ ...drift.summary(), change }));
  alerts.onTransition(({ alert }) => news.alert(alert));
  evaluations.subscribe((job) => news.job({ kind: 'evaluation', ...job }));
  demo.subscribe((state) => news.job({ kind: 'demo', id: null, state: DEMO_STATES[state], done: null, total: null }));
}

const DEMO_STATES = {
  starting: 'preparing',
  running: 'running',
  stopped: 'finished',
  failed: 'failed',
} as const;

/** The same work, told of when it is done. */
export function toldWork(news: News, work: DriftWork): DriftWork {
  const told =
    (kind: keyof DriftWork) =>
    async (due: number): Promise<string> => {
      const tell = (state: JobNews['state']) => news.job({ kind, id: null, state, done: null, total: null });
      try {
        const outcome = await work[kind](due);
        tell('finished');
        return outcome;
      } catch (error) {
        tell('failed');
        throw error;
      }
    };
  return {
    hourly_statistics: told('hourly_statistics'),
    daily_check: told('daily_check'),
    weekly_report: told('weekly_report'),
  };
}

type Facts = Parameters<typeof healthOf>[0] &
  Pick<AppDeps, 'recentImages' | 'startedAt'> & { telemetry: Pick<Telemetry, 'snapshot'> };

/** What the machine does, from the last sample. */
export function machineNews(facts: Facts): GpuNews {
  const { sampled_at, gpus, model_memory } = facts.telemetry.snapshot();
  return {
    ...loadNews(facts),
    uptime_s: uptimeSeconds(facts),
    sampled_at,
    gpus: gpus.map(
      ({ id, memory_total_bytes, memory_used_bytes, utilization_ratio, temperature_celsius, power_w }) => ({
        ...{ id, memory_total_bytes, memory_used_bytes, utilization_ratio, temperature_celsius, power_w },
      }),
    ),
    model_memory_bytes: model_memory?.bytes ?? null,
    troubled: healthOf(facts).checks.flatMap(({ name, status }) => (status === 'ok' ? [] : [name])),
  };
}

export const loadNews = ({ detection, recentImages }: Pick<AppDeps, 'detection' | 'recentImages'>) => ({
  images_per_s: recentImages.perSecond(),
  queue_length: detection.status().queue_length,
});

function refOf(detection: DetectionService): ModelRef | null {
  const card = detection.status().active?.card;
  return card === undefined ? null : { id: card.id, name: card.name, version: card.version };
}

const usedBy = (detection: DetectionService) => detection.status().active?.provider.used ?? null;

/** A failed load is told by who asked for it, since none comes for what is refused before the attempt. */
function changeOf(event: DetectionEvent) {
  switch (event.type) {
    case 'model_loaded':
      return { change: 'loaded', reason: null } as const;
    case 'provider_fallback':
      return { change: 'fallback', reason: event.report.reason } as const;
    case 'detector_exited':
      return { change: 'lost', reason: event.reason } as const;
    case 'detector_restarted':
      return { change: 'restarted', reason: null } as const;
    case 'given_up':
      return { change: 'given_up', reason: event.reason } as const;
    default:
      return null;
  }
}
