import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Short and harmless in a log line, a header and a file name. */
const SANE = /^[A-Za-z0-9._-]{1,64}$/;

/** The caller's X-Request-Id where it is a sane one, else a new one. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SANE.test(given) ? given : randomUUID();
}
