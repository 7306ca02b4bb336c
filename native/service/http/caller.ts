import type { FastifyReply } from 'fastify';
import { VigilError } from '../../contract/errors.ts';

/** Aborted when the connection closes before the answer is sent. */
export function abortWhenCallerLeaves(reply: FastifyReply): { signal: AbortSignal; abort(): void } {
  const controller = new AbortController();
  const abort = () => controller.abort(new VigilError('request_cancelled', 'The caller went away.'));
  // The response and not the request, whose `close` comes as soon as its body is read.
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) abort();
  });
  return { signal: controller.signal, abort };
}
