import type { FastifyReply } from 'fastify';
import { judgeHealth } from '../../lifecycle/health.ts';
import type { AppDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';

type HealthDeps = Pick<AppDeps, 'detection' | 'models' | 'store' | 'isStopping'>;

/** How the console is at this moment. */
export function healthOf(deps: HealthDeps): ReturnType<typeof judgeHealth> {
  return judgeHealth({
    detection: deps.detection.status(),
    loadFailure: deps.models.loadFailure(),
    standsInFor: deps.models.standsInFor(),
    recovery: deps.store.recovery,
    writeError: deps.store.lastWriteError(),
    isStopping: deps.isStopping(),
  });
}

/** Since the start, to a tenth of a second. */
export function uptimeSeconds({ startedAt }: Pick<AppDeps, 'startedAt'>): number {
  return Math.round((Date.now() - startedAt) / 100) / 10;
}

export function healthHandlers(deps: AppDeps): Pick<Handlers, 'health' | 'healthLive' | 'healthReady'> {
  const health = (reply: FastifyReply) => {
    const { checks, canServe } = healthOf(deps);
    const { active } = deps.detection.status();
    if (!canServe) reply.code(503);
    return {
      status: checks.every(({ status }) => status === 'ok') ? ('ok' as const) : ('degraded' as const),
      version: deps.version,
      uptime_s: uptimeSeconds(deps),
      model:
        active === null
          ? null
          : {
              id: active.card.id,
              name: active.card.name,
              version: active.card.version,
              provider: active.provider.used,
              provider_extent: active.provider.extent,
              provider_reason: active.provider.reason,
            },
      checks,
    };
  };
  return {
    health: (_input, _request, reply) => health(reply),
    healthReady: (_input, _request, reply) => health(reply),
    healthLive: () => ({ status: 'ok' }),
  };
}
