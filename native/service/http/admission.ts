import type { FastifyReply, FastifyRequest } from 'fastify';
import { VigilError } from '../../contract/errors.ts';
import { judgeRequest, type RequestFacts } from '../security/guard.ts';
import { isTraversal } from '../security/path.ts';
import { RISK } from '../security/risk.ts';
import { sessionIn } from '../security/sessions.ts';
import type { AppDeps } from './deps.ts';
import { observeWhenDone } from './observation.ts';
import { uiAddress } from './static/ui.ts';

/** Of every answer. */
export const SECURITY_HEADERS = {
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const;

/** Answered while shutting down as well: they say that it does. */
const HEALTH: readonly string[] = ['/health', '/health/live', '/health/ready'];

/**
 * The first thing done to every request, before its body is read: numbers it, arms the observation, sets the headers
 * that every answer has, and throws the error of one that may not go on. What it turns away is kept as a security event.
 */
export function admit(deps: AppDeps, request: FastifyRequest, reply: FastifyReply): void {
  request.arrivedAt = performance.now();
  reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
  observeWhenDone(deps, request, reply);

  const verdict = judgeRequest(factsOf(deps, request), deps.guard());
  if (!verdict.allowed) {
    const { kind, risk, detail, code } = verdict;
    deps.security.record({ kind, risk, detail, request_id: request.id, remote: remoteOf(request) });
    throw new VigilError(code, detail);
  }
  const target = request.raw.url ?? '';
  if (isTraversal(target)) {
    const detail = `The path ${JSON.stringify(target.slice(0, 200))} climbs out of the addresses there are.`;
    const event = { kind: 'path_rejected', risk: RISK.traversal, detail } as const;
    deps.security.record({ ...event, request_id: request.id, remote: remoteOf(request) });
    throw new VigilError('not_found', 'No such address. GET /docs lists the ones there are.');
  }
  if (deps.isStopping() && !HEALTH.includes(request.routeOptions.url ?? '')) {
    throw new VigilError('shutting_down', 'Vigil is shutting down. Ask again when it has been started anew.');
  }
}

export const remoteOf = (request: FastifyRequest) => request.raw.socket.remoteAddress ?? '';

function factsOf(deps: AppDeps, request: FastifyRequest): RequestFacts {
  const { headers, headersDistinct, method, url } = request.raw;
  const one = (name: string) => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  return {
    method: method ?? '',
    target: url ?? '',
    // `headers` keeps only the first of several Host lines.
    hosts: headersDistinct['host'] ?? [],
    origin: one('origin'),
    secFetchSite: one('sec-fetch-site'),
    secFetchMode: one('sec-fetch-mode'),
    secFetchDest: one('sec-fetch-dest'),
    authorization: headers.authorization,
    session: sessionIn(headers.cookie),
    ui: uiAddress(deps, request),
  };
}
