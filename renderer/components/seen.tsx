import type { QueryKey } from '@tanstack/react-query';
import { type ComponentProps, createContext, useContext, useEffect, useRef, useState } from 'react';
import { queryClient } from '../api/query-client.ts';

/** What lies ready beyond either edge, as a part of what is seen, so that nobody scrolls into what is old. */
const AHEAD = '25% 0px';

const SeenContext = createContext(true);

/** A block whose contents know whether it is in view, or about to be. */
export function SeenPlace(props: Omit<ComponentProps<'div'>, 'ref'>) {
  const place = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(true);
  useEffect(() => {
    const node = place.current;
    if (node === null) return;
    const took = (entries: readonly IntersectionObserverEntry[]) => setSeen(entries.at(-1)?.isIntersecting ?? true);
    // The page scrolls within its frame, whose margin `rootMargin` is not.
    const observer = new IntersectionObserver(took, { rootMargin: AHEAD, scrollMargin: AHEAD });
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  return (
    <SeenContext value={isSeen}>
      <div ref={place} {...props} />
    </SeenContext>
  );
}

/**
 * Whether a query is listened to, as its `subscribed`: until it has its first answer, and then while what asks is in view,
 * as everything outside of a `SeenPlace` is. What comes into view again asks at once where its answer is no longer fresh.
 */
export function useSubscribed(queryKey: QueryKey): boolean {
  const isSeen = useContext(SeenContext);
  return isSeen || queryClient.getQueryData(queryKey) === undefined;
}

/** The value while what asks is in view, and after that the last one that was; the first one in any case. */
export function useWhileSeen<Value>(value: Value): Value {
  const isSeen = useContext(SeenContext);
  const kept = useRef(value);
  if (isSeen || kept.current === undefined) kept.current = value;
  return kept.current;
}
