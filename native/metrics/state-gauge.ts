import { Gauge, type Registry } from 'prom-client';

/**
 * A gauge whose value is read at each scrape. Where the value cannot be had (`read` answers null or throws) the series is
 * absent: one failing source, a full disk say, must not cost the whole page, and 0 would be a lie.
 */
export function stateGauge(registry: Registry, name: string, help: string, read: () => number | null): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      const value = attempt(read);
      if (value === null) this.remove();
      else this.set(value);
    },
  });
}

/** Null when `read` throws: whoever owns the source reports its failure; a scrape is not the place. */
export function attempt<Value>(read: () => Value | null): Value | null {
  try {
    return read();
  } catch {
    return null;
  }
}
