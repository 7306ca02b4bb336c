import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { VigilError } from '../../contract/errors.ts';
import type { MetricsListenerState, Settings } from '../../contract/http/settings.ts';
import type { Log } from '../../logging/types.ts';
import type { Metrics } from '../../metrics/types.ts';
import { SECURITY_HEADERS } from '../http/admission.ts';
import { answerBrokenRequest } from '../http/broken-request.ts';
import { PROBLEM_TYPE, toProblem } from '../http/problem.ts';
import { requestIdOf } from '../http/request-id.ts';
import { explainListening } from '../lifecycle/listen.ts';
import { formatAuthority } from '../security/authority.ts';
import type { SecurityRecorder } from '../security/recorder.ts';
import { judgeScrape, type ScrapeFacts } from './guard.ts';

/** A scraper needs one; whoever holds on to more must not lock the others out of the app port's files and memory. */
const MAX_CONNECTIONS = 32;
const MAX_HEADER_BYTES = 8 * 1024;
const HEADERS_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 10_000;
/** Longer than the interval of a scraper, which then keeps its connection. */
const KEEP_ALIVE_MS = 65_000;
/** For a caller that does not take its answer. */
const SILENCE_MS = 30_000;
const STOP_GRACE_MS = 1_000;

interface ScrapeDeps {
  metrics: Pick<Metrics, 'render' | 'observeRequest'>;
  security: SecurityRecorder;
  log: Log;
  /** Shorter in tests; milliseconds. */
  headersTimeout?: number;
}

export interface ScrapeListener {
  readonly state: MetricsListenerState;
  stop(): Promise<void>;
}

const OFF: ScrapeListener = { state: { state: 'off' }, stop: async () => {} };

/**
 * A second listener that tells figures to scrapers of other machines, and nothing else. Off without a host. Never rejects: a
 * console whose figures cannot be had there works all the same, and says so.
 */
export async function startScrapeListener(
  { host, port, allowed_hosts }: Settings['metrics_listener'],
  deps: ScrapeDeps,
): Promise<ScrapeListener> {
  if (host === null) return OFF;
  let taken = port;
  let rendering: ReturnType<Metrics['render']> | null = null;
  const render = () => {
    rendering ??= deps.metrics.render().finally(() => {
      rendering = null;
    });
    return rendering;
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now();
    const requestId = requestIdOf(request);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    response.setHeader('x-request-id', requestId);
    const verdict = judgeScrape(factsOf(request), { port: taken, allowedHosts: allowed_hosts });
    const endpoint = verdict.allowed ? `/${verdict.asks}` : undefined;
    const { method = '' } = request;
    response.once('close', () => {
      const [status, seconds] = [response.statusCode, (performance.now() - startedAt) / 1_000];
      deps.metrics.observeRequest({ endpoint, method, status, seconds });
    });
    if (verdict.allowed) {
      const page = verdict.asks === 'metrics' ? await render() : HEALTH;
      response.setHeader('content-type', page.contentType);
      response.setHeader('content-length', Buffer.byteLength(page.body));
      response.end(method === 'HEAD' ? undefined : page.body);
      return;
    }
    const { code, detail, event } = verdict;
    const remote = request.socket.remoteAddress ?? '';
    if (event !== null) deps.security.record({ ...event, detail, request_id: requestId, remote });
    if (code === 'method_not_allowed') response.setHeader('allow', 'GET, HEAD');
    sendProblem(response, new VigilError(code, detail), requestId);
  }

  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: deps.headersTimeout ?? HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: 500,
      // A missing Host is for the guard to judge.
      requireHostHeader: false,
    },
    (request, response) => {
      answer(request, response).catch((error: unknown) => {
        deps.log.error({ err: error }, 'a scrape failed for a reason nobody foresaw');
        const unforeseen = new VigilError('internal', 'The figures could not be told. The log says why.');
        if (!response.headersSent) sendProblem(response, unforeseen, requestIdOf(request));
        else response.destroy();
      });
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.setTimeout(SILENCE_MS);
  server.on('clientError', (error: Error & { code?: string }, socket) =>
    // Of a TCP server there is no other kind.
    answerBrokenRequest(error, socket as Socket, MAX_HEADER_BYTES),
  );
  // Neither is ever wanted here; unanswered they would be held open.
  server.on('connect', (_request, socket) => socket.destroy());
  server.on('checkExpectation', (_request, response) => response.writeHead(417, { connection: 'close' }).end());

  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen({ host, port }, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (thrown) {
    const error = explainListening(thrown, host, port, '--metrics-port');
    const reason = error instanceof Error ? error.message : String(error);
    deps.log.error({ err: thrown }, `the figures cannot be told to other machines: ${reason}`);
    return { state: { state: 'failed', reason }, stop: async () => {} };
  }
  server.on('error', (error) => deps.log.error({ err: error }, 'the listener for scrapers failed'));
  const address = server.address();
  if (address !== null && typeof address === 'object') taken = address.port;
  const url = `http://${formatAuthority(host, taken)}/metrics`;
  deps.log.info({ url }, 'figures are told to other machines');
  return {
    state: { state: 'listening', url },
    async stop() {
      const cut = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS);
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeIdleConnections();
      });
      clearTimeout(cut);
    },
  };
}

const HEALTH = { contentType: 'application/json; charset=utf-8', body: JSON.stringify({ status: 'ok' }) };

function sendProblem(response: ServerResponse, error: VigilError, requestId: string): void {
  // What came with it is not read, so the connection is of no use any more.
  response.writeHead(error.status, { 'content-type': PROBLEM_TYPE, connection: 'close' });
  response.end(JSON.stringify(toProblem(error, requestId)));
}

function factsOf({ headers, headersDistinct, method, url, socket }: IncomingMessage): ScrapeFacts {
  const site = headers['sec-fetch-site'];
  return {
    method: method ?? '',
    target: url ?? '',
    hosts: headersDistinct['host'] ?? [],
    origin: headers.origin,
    secFetchSite: Array.isArray(site) ? site.join(', ') : site,
    hasBody: headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0,
    localAddress: socket.localAddress ?? '',
  };
}
