import type { DemoKnobsBody } from '../../../native/contract/http/demo.ts';
import { mergeChanges } from './knob-changes.ts';

/** Often enough to see a dragged slider at work, seldom enough that the console hardly notices. */
const EVERY_MS = 150;
const NOTHING: DemoKnobsBody = {};
const isEmpty = (body: DemoKnobsBody) => Object.keys(body).length === 0;

export interface KnobSenderDeps {
  send: (body: DemoKnobsBody) => Promise<void>;
  /** Never called for a change that another has overtaken. */
  onFailure: (error: unknown) => void;
}

/**
 * Sends changes of knobs, one request at a time and at most one in 150 ms, however fast a slider is dragged: what gathers
 * meanwhile goes as one, and the last value always goes. Lives outside React, so that it outlasts a page.
 */
export class KnobSender {
  readonly #deps: KnobSenderDeps;
  readonly #listeners = new Set<() => void>();
  #waiting: DemoKnobsBody = NOTHING;
  #underWay: DemoKnobsBody = NOTHING;
  #onItsWay: DemoKnobsBody = NOTHING;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #resting = true;

  constructor(deps: KnobSenderDeps) {
    this.#deps = deps;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes that the console has not confirmed yet; the same object until there are others. */
  readonly get = (): DemoKnobsBody => this.#onItsWay;

  readonly change = (body: DemoKnobsBody): void => {
    this.#waiting = mergeChanges(this.#waiting, body);
    this.#told();
    if (this.#resting) this.#next();
  };

  /** Forgets what has not been sent: the line starts anew. */
  readonly drop = (): void => {
    this.#waiting = NOTHING;
    this.#told();
  };

  #next(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#resting = isEmpty(this.#waiting);
    if (this.#resting) return;
    this.#underWay = this.#waiting;
    this.#waiting = NOTHING;
    const since = Date.now();
    this.#deps
      .send(this.#underWay)
      .catch(this.#deps.onFailure)
      .finally(() => {
        this.#underWay = NOTHING;
        this.#told();
        this.#timer = setTimeout(() => this.#next(), Math.max(0, EVERY_MS - (Date.now() - since)));
      });
  }

  #told(): void {
    this.#onItsWay = mergeChanges(this.#underWay, this.#waiting);
    for (const listener of this.#listeners) listener();
  }
}
