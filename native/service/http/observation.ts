import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppDeps } from './deps.ts';

/** nginx's number for a caller that left; nobody receives it. */
const CALLER_LEFT = 499;
/** Asked every few seconds by windows, supervisors and Prometheus: not worth a line each. */
const QUIET: readonly string[] = ['/health', '/health/live', '/health/ready', '/metrics', '/v1/status', '/v1/demo'];

/** Counts and logs a request once its answer is sent or its caller has left. Labels are closed sets. */
export function observeWhenDone(deps: AppDeps, request: FastifyRequest, reply: FastifyReply): void {
  reply.raw.once('close', () => {
    const ms = performance.now() - request.arrivedAt;
    const status = reply.raw.writableFinished ? reply.raw.statusCode : CALLER_LEFT;
    const { method } = request;
    const endpoint = request.routeOptions.url;
    deps.metrics.observeRequest({ endpoint, method, status, seconds: ms / 1000 });
    const line = { request_id: request.id, method, endpoint, status, ms: Math.round(ms * 100) / 100 };
    // 503 is how health says that no model is loaded, and no failure to say so.
    const isQuiet = QUIET.includes(endpoint ?? '') && (status < 400 || status === 503);
    if (isQuiet) deps.log.debug(line, 'request');
    else if (status >= 500) deps.log.warn(line, 'request failed');
    else deps.log.info(line, 'request');
  });
}
