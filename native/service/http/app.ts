import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance } from 'fastify';
import { admit } from './admission.ts';
import { answerBrokenRequest } from './broken-request.ts';
import type { AppDeps } from './deps.ts';
import { registerEndpoints } from './endpoint.ts';
import { createHandlers } from './handlers.ts';
import { sendProblem, toVigilError } from './problem.ts';
import { requestIdOf } from './request-id.ts';
import { uiAddress } from './static/ui.ts';
import { methodsOf, unmatchedError } from './unmatched.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Milliseconds of the monotonic clock. */
    arrivedAt: number;
    /** Counts and logs it as answered although its answer goes on. */
    countNow(): void;
  }
}

const JSON_LIMIT_BYTES = 1024 * 1024;
/** For a whole request to come in; a form of many photographs is read no faster than the model works. */
const REQUEST_TIMEOUT_MS = 30 * 60_000;

/** The HTTP server of the app port, not yet listening. Every address comes from the contract's table, or is the page's. */
export function buildApp(deps: AppDeps): FastifyInstance {
  const app = fastify({
    logger: false,
    genReqId: requestIdOf,
    bodyLimit: JSON_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Refusals have one form here; see `admit`.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true },
    // A missing Host is for the guard to judge, which answers with a problem document and keeps the event.
    http: { requireHostHeader: false },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => {
      // Raised before any hook has run.
      try {
        admit(deps, request, reply);
        fail(error);
      } catch (refusal) {
        fail(refusal);
      }
      function fail(thrown: unknown) {
        sendProblem(reply, toVigilError(thrown), deps.detection);
      }
    },
  });
  app.decorateRequest('arrivedAt', 0);
  app.decorateRequest('countNow', () => {});

  app.addHook('onRequest', async (request, reply) => {
    admit(deps, request, reply);
    if (!request.is404) return;
    const asked = uiAddress(deps, request);
    const answered = asked === null ? null : await deps.ui?.answer(request, reply, asked);
    if (answered) return answered;
    const target = request.raw.url ?? '';
    if (target === '/' && request.method === 'GET') return reply.redirect('/docs');
    // Here and not in the not-found handler, which runs only after the body was parsed.
    const error = unmatchedError(request.method, target);
    if (error.code === 'method_not_allowed') reply.header('allow', methodsOf(target).join(', '));
    throw error;
  });

  app.setErrorHandler((thrown, request, reply) => {
    const error = toVigilError(thrown);
    if (error.code === 'internal') {
      deps.log.error({ request_id: request.id, err: thrown }, 'a request failed for a reason nobody foresaw');
    }
    return sendProblem(reply, error, deps.detection);
  });

  // Everything but JSON stays a stream for the handler to read: images, in a form or alone.
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  // An image that is too large must not take the others of its form with it.
  app.register(multipart, { throwFileSizeLimit: false });
  app.after(() => registerEndpoints(app, createHandlers(deps)));
  return app;
}
