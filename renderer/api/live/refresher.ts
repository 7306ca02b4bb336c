import { hashKey, type QueryKey } from '@tanstack/react-query';

/** What can change what is shown. */
export type Topic =
  | 'inference'
  /** Thumbnails and pictures, which come a little after their results. */
  | 'picture'
  | 'drift'
  /** How drift is judged. */
  | 'rules'
  | 'alert'
  | 'model'
  | 'evaluation'
  | 'demo'
  /** Results that went, or came back. */
  | 'history'
  | 'schedule';

export interface Watch {
  queryKey: QueryKey;
  on: readonly Topic[];
  /** At most so often. */
  everyMs: number;
}

interface Watched {
  queryKey: QueryKey;
  watches: Set<Watch>;
  /** Milliseconds of the monotonic clock; the last time it was asked for because of an event. */
  last: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  due: number;
  isAsking: boolean;
}

/** Twice a second, whatever happens. */
const FASTEST_MS = 500;

/**
 * Asks anew for what events have changed: at once, then at the pace of whoever shows it, and once more after the last
 * event. What nobody shows is not asked for, and a hidden page asks for nothing until it is seen again.
 */
export class Refresher {
  readonly #refresh: (queryKey: QueryKey) => Promise<boolean>;
  readonly #isHidden: () => boolean;
  readonly #watched = new Map<string, Watched>();
  /** Due when the page is seen again. */
  readonly #held = new Set<Watched>();

  /** `refresh` resolves when the answer is there: whether it is surely of after the question. It never rejects. */
  constructor(refresh: (queryKey: QueryKey) => Promise<boolean>, isHidden: () => boolean) {
    this.#refresh = refresh;
    this.#isHidden = isHidden;
  }

  watch(watch: Watch): () => void {
    const hash = hashKey(watch.queryKey);
    const watched = this.#watched.get(hash) ?? {
      ...{ queryKey: watch.queryKey, watches: new Set<Watch>(), last: Number.NEGATIVE_INFINITY },
      ...{ timer: undefined, due: Number.POSITIVE_INFINITY, isAsking: false },
    };
    this.#watched.set(hash, watched);
    watched.watches.add(watch);
    return () => {
      watched.watches.delete(watch);
      if (watched.watches.size > 0) return;
      clearTimeout(watched.timer);
      this.#held.delete(watched);
      this.#watched.delete(hash);
    };
  }

  changed(topics: readonly Topic[]): void {
    for (const watched of this.#watched.values()) {
      const paces = [...watched.watches].filter(({ on }) => on.some((topic) => topics.includes(topic)));
      if (paces.length === 0) continue;
      const pace = Math.max(FASTEST_MS, Math.min(...paces.map(({ everyMs }) => everyMs)));
      this.#askAt(watched, watched.last + pace);
    }
  }

  /** Everything that is watched may be out of date. */
  all(): void {
    for (const watched of this.#watched.values()) this.#askAt(watched, watched.last + FASTEST_MS);
  }

  /** The page is seen again: what was held back is asked for. */
  seen(): void {
    for (const watched of this.#held) this.#askAt(watched, watched.last + FASTEST_MS);
    this.#held.clear();
  }

  #askAt(watched: Watched, due: number): void {
    if (this.#isHidden()) {
      this.#held.add(watched);
      return;
    }
    if (watched.timer !== undefined && watched.due <= due) return;
    clearTimeout(watched.timer);
    watched.due = due;
    watched.timer = setTimeout(() => this.#ask(watched), Math.max(0, due - performance.now()));
  }

  #ask(watched: Watched): void {
    watched.timer = undefined;
    watched.due = Number.POSITIVE_INFINITY;
    if (this.#isHidden()) {
      this.#held.add(watched);
      return;
    }
    watched.last = performance.now();
    // The answer under way may be of before; a second question would end it, and at a fast pace none would ever come.
    if (watched.isAsking) return this.#askAt(watched, watched.last + FASTEST_MS);
    watched.isAsking = true;
    void this.#refresh(watched.queryKey).then((isFresh) => {
      watched.isAsking = false;
      if (!isFresh && watched.watches.size > 0) this.#askAt(watched, watched.last + FASTEST_MS);
    });
  }
}
