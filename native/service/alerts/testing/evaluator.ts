import type { Figure } from '../../../contract/figures.ts';
import { createLogger } from '../../../logging/logger.ts';
import { openStore } from '../../../store/open.ts';
import { temporaryFolders } from '../../../store/testing/records.ts';
import type { Store } from '../../../store/types.ts';
import { createAlerts, INTERVAL_S } from '../alerts.ts';
import type { Alerts, AlertTransition } from '../types.ts';

const log = createLogger({ folder: null, level: 'silent' }).component('alerts');

/** Alerts over a real store, with figures and a clock that the test sets. */
export class EvaluatorUnderTest {
  readonly #folders = temporaryFolders();
  readonly #folder = this.#folders.make();
  store: Store = openStore(this.#folder);
  /** Milliseconds since 1970. */
  now = Date.UTC(2026, 2, 1, 12);
  figures: Figure[] = [];
  /** Where set, what writing alerts fails with. */
  failure: Error | null = null;
  told: AlertTransition[] = [];
  alerts: Alerts = this.#create();

  set(name: string, value: number, labels: Record<string, string> = {}): void {
    const text = JSON.stringify(labels);
    this.unset(name, labels);
    this.figures.push({ name, labels: JSON.parse(text), value });
  }

  unset(name: string, labels: Record<string, string> = {}): void {
    const text = JSON.stringify(labels);
    this.figures = this.figures.filter((figure) => figure.name !== name || JSON.stringify(figure.labels) !== text);
  }

  /** Evaluates as time goes on, so often. */
  async tick(times = 1): Promise<void> {
    for (let k = 0; k < times; k++) {
      this.now += INTERVAL_S * 1_000;
      await this.alerts.evaluate();
    }
  }

  /** The console ends and another starts on the same data, `later_s` seconds later. */
  async restart(later_s: number): Promise<void> {
    await this.alerts.stop();
    this.store.close();
    this.store = openStore(this.#folder);
    this.now += later_s * 1_000;
    this.alerts = this.#create();
  }

  /** Name and state of each alert, in the order of the API. */
  list(): string[] {
    return this.alerts.list({ limit: 200 }).alerts.map(({ name, state }) => `${name} ${state}`);
  }

  async close(): Promise<void> {
    await this.alerts.stop();
    this.store.close();
    this.#folders.remove();
  }

  #read(names: ReadonlySet<string>): Figure[] {
    return this.figures.filter(({ name }) => names.has(name.replace(/_bucket$/, '')));
  }

  #create(): Alerts {
    const keep: Store['alerts']['keep'] = (...changes) => {
      if (this.failure !== null) throw this.failure;
      return this.store.alerts.keep(...changes);
    };
    const alerts = createAlerts({
      store: { alerts: { ...this.store.alerts, keep }, addEvent: (event) => this.store.addEvent(event) },
      metrics: { read: async (names) => this.#read(new Set(names)) },
      series: this.store,
      log,
      now: () => this.now,
    });
    alerts.onTransition((transition) => this.told.push(transition));
    return alerts;
  }
}
