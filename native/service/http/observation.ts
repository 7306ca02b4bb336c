import type { FastifyReply, FastifyRequest } from 'fastify';
import { endpointLabel, methodLabel } from '../../metrics/labels.ts';
import type { AppDeps } from './deps.ts';

/** nginx's number for a caller that left; nobody receives it. */
const CALLER_LEFT = 499;
/** Asked every few seconds by windows, supervisors and Prometheus: not worth a line each. */
const QUIET: readonly string[] = [
  '/health',
  '/health/live',
  '/health/ready',
  '/metrics',
  '/v1/status',
  '/v1/system',
  '/v1/system/api',
  '/v1/demo',
  '/v1/events',
];

/**
 * Counts and logs a request once its answer is sent or its caller has left; one whose answer never ends, once `countNow`
 * is called. Labels are closed sets.
 */
export function observeWhenDone(deps: AppDeps, request: FastifyRequest, reply: FastifyReply): void {
  let isCounted = false;
  const count = (status: number) => {
    if (isCounted) return;
    isCounted = true;
    const ms = performance.now() - request.arrivedAt;
    const { method } = request;
    const endpoint = request.routeOptions.url;
    deps.metrics.observeRequest({ endpoint, method, status, seconds: ms / 1000 });
    deps.traffic.add({ endpoint: endpointLabel(endpoint), method: methodLabel(method), status, seconds: ms / 1000 });
    const line = { request_id: request.id, method, endpoint, status, ms: Math.round(ms * 100) / 100 };
    // 503 is how health says that no model is loaded, and no failure to say so.
    const isQuiet = QUIET.includes(endpoint ?? '') && (status < 400 || status === 503);
    if (isQuiet) deps.log.debug(line, 'request');
    else if (status >= 500) deps.log.warn(line, 'request failed');
    else deps.log.info(line, 'request');
  };
  request.countNow = () => count(reply.raw.statusCode);
  reply.raw.once('close', () => count(reply.raw.writableFinished ? reply.raw.statusCode : CALLER_LEFT));
}
