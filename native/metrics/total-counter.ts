import { Counter, type Registry } from 'prom-client';
import { attempt } from './state-gauge.ts';

/** A counter that somebody else counts; absent while its total cannot be had. */
export function totalCounter(registry: Registry, name: string, help: string, read: () => number | null): void {
  let seen = 0;
  new Counter({
    name,
    help,
    registers: [registry],
    collect() {
      const total = attempt(read);
      if (total === null) {
        if (seen === 0) this.remove();
        return;
      }
      this.inc(Math.max(0, total - seen));
      seen = total;
    },
  });
}
