import type { AppDeps } from './deps.ts';
import { detectHandler } from './detect/handler.ts';
import type { Handlers } from './endpoint.ts';
import { alertHandlers } from './routes/alerts.ts';
import { channelHandlers } from './routes/channels.ts';
import { demoHandlers } from './routes/demo.ts';
import { documentHandlers } from './routes/document.ts';
import { driftHandlers } from './routes/drift.ts';
import { evaluationHandlers } from './routes/evaluations.ts';
import { healthHandlers } from './routes/health.ts';
import { historyHandlers } from './routes/history.ts';
import { historyActionHandlers } from './routes/history-actions.ts';
import { modelHandlers } from './routes/models.ts';
import { seriesHandlers } from './routes/series.ts';
import { sessionHandlers } from './routes/session.ts';
import { settingsHandlers } from './routes/settings.ts';
import { statusHandlers } from './routes/status.ts';
import { systemHandlers } from './routes/system.ts';
import { streamHandlers } from './stream/handler.ts';
import { uploadHandlers } from './upload/handler.ts';

/** One handler for each address of the table. */
export function createHandlers(deps: AppDeps): Handlers {
  return {
    ...healthHandlers(deps),
    ...documentHandlers(deps),
    ...modelHandlers(deps),
    ...historyHandlers(deps),
    ...historyActionHandlers(deps),
    ...uploadHandlers(deps),
    ...statusHandlers(deps),
    ...systemHandlers(deps),
    ...settingsHandlers(deps),
    ...sessionHandlers(deps),
    ...demoHandlers(deps),
    ...evaluationHandlers(deps),
    ...driftHandlers(deps),
    ...streamHandlers(deps),
    ...alertHandlers(deps),
    ...channelHandlers(deps),
    ...seriesHandlers(deps),
    detect: detectHandler(deps),
    async metrics(_input, _request, reply) {
      const { contentType, body } = await deps.metrics.render();
      reply.type(contentType);
      return body;
    },
  };
}
