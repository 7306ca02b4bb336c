import { useSyncExternalStore } from 'react';
import type { ConsoleStatus } from '../../../native/contract/http/status.ts';
import { KEYS } from '../../api/queries.ts';
import { queryClient } from '../../api/query-client.ts';

/** What the console said at one moment. */
export interface StatusSample {
  /** Milliseconds since 1970. */
  at: number;
  imagesPerS: number;
}

export const TRACE_MS = 5 * 60_000;
/** The console is asked every second; after a longer silence (a hidden window, a lost console) the line has a gap. */
export const GAP_MS = 5_000;

/** What the console said over the last five minutes, as far as this window has asked. */
export class StatusTrace {
  #samples: readonly StatusSample[] = [];
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  /** Oldest first; the same array until there is another sample. */
  readonly get = (): readonly StatusSample[] => this.#samples;

  note(at: number, { images_per_s }: Pick<ConsoleStatus, 'images_per_s'>): void {
    const last = this.#samples.at(-1);
    if (last !== undefined && at <= last.at) return;
    const recent = this.#samples.filter((sample) => sample.at > at - TRACE_MS);
    this.#samples = [...recent, { at, imagesPerS: images_per_s }];
    for (const listener of this.#listeners) listener();
  }
}

const trace = new StatusTrace();

// The status bar asks on every page, so the trace goes on wherever the user is.
queryClient.getQueryCache().subscribe(({ type, query }) => {
  if (type !== 'updated' || query.queryKey[0] !== KEYS.status[0]) return;
  const { data, dataUpdatedAt } = query.state;
  if (data !== undefined) trace.note(dataUpdatedAt, data as ConsoleStatus);
});

export const useStatusTrace = () => useSyncExternalStore(trace.subscribe, trace.get);

/** Whole minutes that cover what was watched so far, 1 to 5: a line begins as wide as its place. */
export function watchedMinutes(samples: readonly StatusSample[], now: number): number {
  const first = samples[0]?.at ?? now;
  return Math.min(TRACE_MS / 60_000, Math.max(1, Math.ceil((now - first) / 60_000)));
}

interface Steps {
  now: number;
  minutes: number;
  steps: number;
  figure: (sample: StatusSample) => number;
}

/** The figure at equal distances over the last minutes; null where nobody asked, else the latest sample of each step. */
export function inSteps(samples: readonly StatusSample[], { now, minutes, steps, figure }: Steps): (number | null)[] {
  const values = new Array<number | null>(steps).fill(null);
  const width = (minutes * 60_000) / steps;
  for (const sample of samples) {
    const at = steps - 1 - Math.floor((now - sample.at) / width);
    if (at >= 0 && at < steps) values[at] = figure(sample);
  }
  // A step that no sample fell into is a gap only when the silence was long.
  const longest = Math.max(1, Math.round(GAP_MS / width));
  for (let at = 0, silent = 0; at < steps; at++) {
    if (values[at] !== null) {
      if (silent > 0 && silent <= longest && at > silent) values.fill(values[at - silent - 1] ?? null, at - silent, at);
      silent = 0;
    } else silent++;
  }
  return values;
}
