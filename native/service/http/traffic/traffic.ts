import { DDSketch } from '@datadog/sketches-js';
import type { ApiTraffic, EndpointTraffic } from '../../../contract/http/system.ts';

/** Whole slots of the window that are kept beside the one that is being filled. */
const SLOTS = 10;
const SLOT_MS = 30_000;
const ACCURACY = 0.01;

export interface TrafficRequest {
  /** A route template or `other`, a closed set; so is the method. */
  endpoint: string;
  method: string;
  status: number;
  seconds: number;
}

/** What was counted of one endpoint in one slot. */
interface Tally {
  statuses: Map<number, number>;
  latency: DDSketch;
}

/**
 * Rate, errors and duration of every endpoint over the last five minutes, in memory that does not grow with the number of
 * requests. Durations are kept as mergeable sketches (DDSketch) whose quantiles are within 1 % of the exact ones.
 */
export class Traffic {
  readonly #clock: () => number;
  readonly #startedAt: number;
  /** By number since the epoch of the clock. */
  readonly #slots = new Map<number, Map<string, Tally>>();

  /** The clock answers milliseconds and never goes back. */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
    this.#startedAt = clock();
  }

  add({ endpoint, method, status, seconds }: TrafficRequest): void {
    const slot = this.#slot();
    const key = `${method} ${endpoint}`;
    let tally = slot.get(key);
    if (tally === undefined) {
      tally = { statuses: new Map(), latency: new DDSketch({ relativeAccuracy: ACCURACY }) };
      slot.set(key, tally);
    }
    tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1);
    tally.latency.accept(seconds * 1_000);
  }

  summary(): ApiTraffic {
    this.#slot();
    const windowS = this.#windowS();
    const endpoints = [...this.#merged()]
      .map(([key, tally]) => summarise(key, tally, windowS))
      .sort((a, b) => b.requests - a.requests || a.endpoint.localeCompare(b.endpoint));
    const requests = endpoints.reduce((sum, endpoint) => sum + endpoint.requests, 0);
    const errors = endpoints.reduce((sum, endpoint) => sum + endpoint.error_ratio * endpoint.requests, 0);
    return {
      window_s: Math.round(windowS * 10) / 10,
      requests,
      requests_per_s: requests / windowS,
      error_ratio: requests === 0 ? null : errors / requests,
      endpoints,
    };
  }

  /** The slot of this moment; those that are too old go. */
  #slot(): Map<string, Tally> {
    const number = Math.floor(this.#clock() / SLOT_MS);
    const slot = this.#slots.get(number);
    if (slot !== undefined) return slot;
    for (const old of this.#slots.keys()) if (old < number - SLOTS) this.#slots.delete(old);
    const added = new Map<string, Tally>();
    this.#slots.set(number, added);
    return added;
  }

  /** From the beginning of the oldest slot that could be kept, or the start, until now; at least a second. */
  #windowS(): number {
    const now = this.#clock();
    const oldest = (Math.floor(now / SLOT_MS) - SLOTS) * SLOT_MS;
    return Math.max(1, (now - Math.max(oldest, this.#startedAt)) / 1_000);
  }

  #merged(): Map<string, Tally> {
    const merged = new Map<string, Tally>();
    for (const slot of this.#slots.values()) {
      for (const [key, tally] of slot) {
        let into = merged.get(key);
        if (into === undefined) {
          into = { statuses: new Map(), latency: new DDSketch({ relativeAccuracy: ACCURACY }) };
          merged.set(key, into);
        }
        into.latency.merge(tally.latency);
        for (const [status, count] of tally.statuses)
          into.statuses.set(status, (into.statuses.get(status) ?? 0) + count);
      }
    }
    return merged;
  }
}

function summarise(key: string, { statuses, latency }: Tally, windowS: number): EndpointTraffic {
  const at = key.indexOf(' ');
  const counts = [...statuses].sort(([a], [b]) => a - b);
  const requests = counts.reduce((sum, [, count]) => sum + count, 0);
  const errors = counts.reduce((sum, [status, count]) => sum + (status >= 500 ? count : 0), 0);
  const ms = (quantile: number) => Math.round(latency.getValueAtQuantile(quantile) * 1_000) / 1_000;
  return {
    endpoint: key.slice(at + 1),
    method: key.slice(0, at),
    requests,
    requests_per_s: requests / windowS,
    error_ratio: errors / requests,
    p50_ms: ms(0.5),
    p95_ms: ms(0.95),
    p99_ms: ms(0.99),
    statuses: Object.fromEntries(counts.map(([status, count]) => [String(status), count])),
  };
}
