import { hashKey, type QueryKey } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { ConsoleStatus } from '../../native/contract/http/status.ts';
import type { StreamEvent } from '../../native/contract/http/stream.ts';
import { ApiProblem, send } from './client.ts';
import { KEYS } from './keys.ts';
import { EventConnection } from './live/connection.ts';
import { checksDiffer, withNews } from './live/patch-status.ts';
import { Refresher, type Topic } from './live/refresher.ts';
import { topicsOf } from './live/topics.ts';
import { queryClient } from './query-client.ts';
import { session } from './session.ts';

/** While events come, a query asks by itself only so often: for what no event tells of. */
export const FALLBACK_MS = 30_000;
/** A page that is hidden for longer lets go of its connection: a browser has only a few for each console. */
const HIDDEN_MS = 5_000;

const refresher = new Refresher(
  async (queryKey) => {
    const wasAsking = queryClient.isFetching({ queryKey, type: 'active' }) > 0;
    await queryClient.invalidateQueries({ queryKey }, { cancelRefetch: false });
    // The answer to a question from before the event may be of before it.
    return !wasAsking;
  },
  () => document.hidden,
);

const connection = new EventConnection({
  async open(lastId, signal) {
    const headers = lastId === null ? {} : { 'last-event-id': lastId };
    const { body } = await send('events', { headers, signal });
    if (body === null) throw new TypeError('The stream of events has no body');
    return textOf(body);
  },
  onEvent: take,
  onAnew() {
    statusAt = Date.now();
    refresher.all();
    hearAll();
  },
  // Whether the console is gone, or the stream alone.
  onDown() {
    if (!document.hidden) void queryClient.invalidateQueries({ queryKey: KEYS.status });
  },
  onRefused(error) {
    if (error instanceof ApiProblem && error.code === 'unauthorized') session.refused();
  },
});

/** Those who hear of events themselves, for whom the connection is kept while the page is hidden. */
const hearers = new Set<{ on: Topic; listener: () => void }>();

const hearAll = (): void => {
  for (const { listener } of hearers) listener();
};

/** When the whole status was last asked for: what events say of it puts off the asking by itself. */
let statusAt = Date.now();

function take(event: StreamEvent): void {
  const topics = topicsOf(event);
  refresher.changed(topics);
  for (const { on, listener } of hearers) if (topics.includes(on)) listener();
  // What is shown anew asks for more; a page that is seen again asks for its status in any case.
  if (document.hidden) return;
  const query = queryClient.getQueryState<ConsoleStatus>(KEYS.status);
  // A status that could not be had must not look as if it could.
  if (query?.data === undefined || query.status !== 'success') return;
  const patched = withNews(query.data, event);
  if (patched !== query.data) queryClient.setQueryData<ConsoleStatus>(KEYS.status, patched);
  if (checksDiffer(patched, event) || (event.event === 'gpu' && Date.now() - statusAt > FALLBACK_MS)) {
    statusAt = Date.now();
    void queryClient.invalidateQueries({ queryKey: KEYS.status }, { cancelRefetch: false });
  }
}

async function* textOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

let isHidden = true;
const update = () => connection.want((!isHidden || hearers.size > 0) && session.get().state === 'open');

/**
 * Calls back when something of `on` has happened, or may have been missed, also while the page is hidden: for the one tab
 * of a browser that tells of it, as each takes a connection. Ends when what it answers is called.
 */
export function hear(on: Topic, listener: () => void): () => void {
  const hearer = { on, listener };
  hearers.add(hearer);
  update();
  return () => {
    hearers.delete(hearer);
    update();
  };
}

/** Follows what happens in the console for as long as this page is seen and may, or is heard. To be called once. */
export function followEvents(): void {
  let letGo: ReturnType<typeof setTimeout> | undefined;
  isHidden = document.hidden;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(letGo);
    if (document.hidden) {
      letGo = setTimeout(() => {
        isHidden = true;
        update();
      }, HIDDEN_MS);
      return;
    }
    isHidden = false;
    update();
    refresher.seen();
  });
  session.subscribe(update);
  update();
}

const isUp = () => connection.get() === 'up';

/** Whether events come. */
export const useEventsUp = (): boolean => useSyncExternalStore(connection.subscribe, isUp);

/**
 * For a query that shows what changes by itself: it is asked for anew when something of `on` has happened, at most every
 * `everyMs`. Answers how often it is to ask by itself, in milliseconds: every `everyMs` while no events come.
 */
export function usePace(queryKey: QueryKey, on: readonly Topic[], everyMs: number): number {
  const [key, topics] = [hashKey(queryKey), on.join()];
  // biome-ignore lint/correctness/useExhaustiveDependencies: an equal key or list is no reason to begin anew
  useEffect(() => refresher.watch({ queryKey, on, everyMs }), [key, topics, everyMs]);
  return useEventsUp() ? FALLBACK_MS : everyMs;
}
