import type { Log } from '../../logging/types.ts';
import type { NewEvent } from '../../store/events.ts';
import type { Store } from '../../store/types.ts';
import { iso } from './response.ts';
import type { DriftChange } from './types.ts';

/** What is told on the ribbon and has changed the windows; verdicts are told of by themselves. */
const CHANGES: Readonly<Partial<Record<NewEvent['kind'], DriftChange>>> = {
  drift_reference: 'reference',
  drift_reset: 'reset',
  drift_undo: 'undo',
  drift_config: 'config',
  drift_invalidated: 'invalidated',
};

/** Tells what has become of the windows: the log, the ribbon of history, and whoever listens. */
export class Telling {
  readonly #store: Pick<Store, 'addEvent'>;
  readonly #log: Log;
  readonly #listeners: ((change: DriftChange) => void)[] = [];

  constructor(store: Pick<Store, 'addEvent'>, log: Log) {
    this.#store = store;
    this.#log = log;
  }

  subscribe(listener: (change: DriftChange) => void): void {
    this.#listeners.push(listener);
  }

  /** Throws `storage_failed`. */
  tell(kind: NewEvent['kind'], title: string, detail: NewEvent['detail']): void {
    this.#log.info({ ...detail, at: iso(Date.now()) }, title);
    this.#store.addEvent({ at: Date.now(), kind, title, detail });
    const change = CHANGES[kind];
    if (change !== undefined) this.changed(change);
  }

  changed(change: DriftChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
