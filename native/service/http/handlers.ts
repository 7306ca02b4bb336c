import type { AppDeps } from './deps.ts';
import { detectHandler } from './detect/handler.ts';
import type { Handlers } from './endpoint.ts';
import { documentHandlers } from './routes/document.ts';
import { healthHandlers } from './routes/health.ts';
import { historyHandlers } from './routes/history.ts';
import { modelHandlers } from './routes/models.ts';

/** One handler for each address of the table. */
export function createHandlers(deps: AppDeps): Handlers {
  return {
    ...healthHandlers(deps),
    ...documentHandlers(deps),
    ...modelHandlers(deps),
    ...historyHandlers(deps),
    detect: detectHandler(deps),
    async metrics(_input, _request, reply) {
      const { contentType, body } = await deps.metrics.render();
      reply.type(contentType);
      return body;
    },
  };
}
