import { createLogger } from '../../../../logging/logger.ts';
import { temporaryFolders } from '../../../../store/testing/records.ts';
import { EvaluatorUnderTest } from '../../testing/evaluator.ts';
import { type Channels, createChannels } from '../channels.ts';
import { IN_PLAIN_FILE, openSecrets } from '../secrets.ts';

/** Says nothing; tests look at what it is told. */
export const log = createLogger({ folder: null, level: 'silent' }).component('channels');

/** Alerts over a real store and channels that tell of them, with a clock that the test sets. */
export class TellingConsole {
  readonly #folders = temporaryFolders();
  readonly folder = this.#folders.make();
  readonly evaluator = new EvaluatorUnderTest();
  /** Of one attempt, milliseconds. */
  timeout = 30_000;
  /** Where set, what writing that something was sent fails with. */
  failure: Error | null = null;
  channels: Channels = this.#create();

  /** Time goes on, and all that is due is sent. */
  async wait(seconds: number): Promise<void> {
    this.evaluator.now += seconds * 1_000;
    await this.channels.deliver();
  }

  /** A critical alert begins. */
  async fire(): Promise<void> {
    this.evaluator.alerts.setRule('ModelNotLoaded', { for_s: 0 });
    this.evaluator.set('model_loaded', 0);
    await this.evaluator.tick();
  }

  async recover(): Promise<void> {
    this.evaluator.set('model_loaded', 1);
    await this.evaluator.tick();
  }

  /** A warning of each feature begins, or those of others end. */
  async drift(...features: string[]): Promise<void> {
    for (const feature of ['brightness', 'contrast', 'sharpness']) {
      this.evaluator.set('drift_feature_score', features.includes(feature) ? 0.9 : 0.1, { feature });
      this.evaluator.set('drift_feature_alarm', features.includes(feature) ? 1 : 0, { feature });
    }
    await this.evaluator.tick();
  }

  /** The console ends and another starts on the same data; `meanwhile` happens while there are no channels. */
  async restart(later_s: number, meanwhile: () => Promise<void> = async () => {}): Promise<void> {
    await this.channels.stop();
    await this.evaluator.restart(later_s);
    await meanwhile();
    this.channels = this.#create();
  }

  async close(): Promise<void> {
    await this.channels.stop();
    await this.evaluator.close();
    this.#folders.remove();
  }

  #create(): Channels {
    const { evaluator } = this;
    const { store } = evaluator;
    const sent: typeof store.outbox.sent = (...all) => {
      if (this.failure !== null) throw this.failure;
      store.outbox.sent(...all);
    };
    return createChannels({
      store: { ...store, outbox: { ...store.outbox, sent } },
      ...{ alerts: evaluator.alerts, log, url: () => 'http://127.0.0.1:8000' },
      secrets: openSecrets(this.folder, IN_PLAIN_FILE, (reason) => {
        throw new Error(reason);
      }),
      ...{ timeout: () => this.timeout, now: () => evaluator.now, random: () => 0 },
    });
  }
}
