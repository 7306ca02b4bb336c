import { Tooltip } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { formatAgo, formatExact } from './format.ts';

// One clock for every relative time on the page.
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const notify of listeners) notify();
  }, 5_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** A relative time, with the exact one on hover. */
export function TimeAgo({ iso }: { iso: string }) {
  const moment = useSyncExternalStore(subscribe, () => now);
  return (
    <Tooltip label={formatExact(iso)}>
      <time dateTime={iso}>{formatAgo(iso, moment)}</time>
    </Tooltip>
  );
}
