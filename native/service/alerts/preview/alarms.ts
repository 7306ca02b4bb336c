import type { HistoryEvent } from '../../../contract/http/events.ts';
import type { SeriesSource } from './source.ts';

/** Drift that was confirmed by a second window at some time, by feature; the data set has the name null. */
export type Alarms = ReadonlySet<string | null>;

const NONE: Alarms = new Set();
/** The windows began anew then, and what was found of the old ones with them. */
const BEGINNINGS: ReadonlySet<HistoryEvent['kind']> = new Set([
  'drift_reset',
  'drift_undo',
  'drift_invalidated',
  'drift_config',
]);

/** Walks through the events of drift: what was confirmed at a time, and when the windows began anew last. */
export class AlarmHistory {
  readonly #events: { at: number; event: HistoryEvent }[];
  #next = 0;
  #alarms: Alarms = NONE;
  #begun = Number.NEGATIVE_INFINITY;

  constructor(source: SeriesSource) {
    const kinds = ['drift_alarm' as const, ...BEGINNINGS];
    const events = source.listEvents({ kinds, limit: 20_000 });
    this.#events = events.map((event) => ({ at: Date.parse(event.at), event })).reverse();
  }

  /** As it was at `at`, in milliseconds since 1970, which must not fall from call to call. */
  at(at: number): { alarms: Alarms; begun: number } {
    for (let entry = this.#events[this.#next]; entry !== undefined && entry.at <= at; ) {
      this.#take(entry.event, entry.at);
      entry = this.#events[++this.#next];
    }
    return { alarms: this.#alarms, begun: this.#begun };
  }

  #take({ kind, detail }: HistoryEvent, at: number): void {
    if (BEGINNINGS.has(kind)) {
      this.#alarms = NONE;
      this.#begun = at;
      return;
    }
    const feature = typeof detail['feature'] === 'string' ? detail['feature'] : null;
    const alarms = new Set(this.#alarms);
    if (detail['phase'] === 'confirmed') alarms.add(feature);
    else alarms.delete(feature);
    this.#alarms = alarms;
  }
}
