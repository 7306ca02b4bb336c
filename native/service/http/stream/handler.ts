import { VigilError } from '../../../contract/errors.ts';
import type { AppDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';
import { MOST_BUFFERED, openReader } from './reader.ts';

/** A window has one, and lets go of it while it is hidden. */
export const MOST_READERS = 32;

/**
 * GET /v1/events. Counted and timed as its first line is sent, since its answer has no end of its own; a reader that does
 * not take what is sent is cut off.
 */
export function streamHandlers({ news, log }: AppDeps): Pick<Handlers, 'events'> {
  return {
    events({ query }, request, reply) {
      if (request.method === 'HEAD') return '';
      if (news.listeners >= MOST_READERS) {
        throw new VigilError(
          'too_many_readers',
          `${news.listeners} readers follow the events already, the most there may be. Close a window of the console, or ask /v1/status now and then instead.`,
        );
      }
      const header = request.headers['last-event-id'];
      const after = (Array.isArray(header) ? header[0] : header) ?? query.last_event_id ?? null;
      const headers = reply.getHeaders();
      // From here on the answer is ours to write and to end.
      reply.hijack();
      openReader(reply.raw, headers, news, {
        after,
        onCut: () =>
          log.warn({ request_id: request.id, buffered: MOST_BUFFERED }, 'a slow reader of events was cut off'),
      });
      request.countNow();
      return reply;
    },
  };
}
