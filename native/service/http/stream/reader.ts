import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { News } from '../../events/news.ts';

/** Bytes that may wait for a reader: more than all events that are kept, which one that comes back gets at once. */
export const MOST_BUFFERED = 1024 * 1024;
/** A browser's own reader tries again after this. */
const RETRY_MS = 2_000;

/** For a reader to take the end of the stream. */
const LAST_WORDS_MS = 200;

/** Sends what happens to one reader until it leaves, falls behind, or the console stops. */
export function openReader(
  response: ServerResponse,
  headers: ReturnType<FastifyReply['getHeaders']>,
  news: News,
  { after, onCut }: { after: string | null; onCut(): void },
): void {
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value);
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    // So that it is gone with its end, and stopping waits for none that is kept alive.
    connection: 'close',
    // Told to proxies that would collect the answer before they pass it on.
    'x-accel-buffering': 'no',
  });
  response.write(`retry: ${RETRY_MS}\n\n`);
  const leave = news.listen(after, send, end);
  response.once('close', leave);

  function send(text: string): void {
    if (response.destroyed) return;
    response.write(text);
    if (response.writableLength <= MOST_BUFFERED) return;
    onCut();
    response.destroy();
  }

  function end(): void {
    // One that does not read would hold up the stop.
    const cut = setTimeout(() => response.destroy(), LAST_WORDS_MS);
    response.end(() => clearTimeout(cut));
  }
}
