import { decide, type Look, type Memory, type Told } from './decide.ts';
import { type Message, messagesOf } from './notification-words.ts';

export interface FollowerOptions {
  /** What the console says now; rejects while it cannot be asked. */
  look(): Promise<Look>;
  tell(message: Message): void;
  /** What tabs before this one have told. */
  read(): readonly Told[];
  keep(told: readonly Told[]): void;
}

/** Looks at the alerts whenever something may have changed, and tells of what is new. Its first look tells of nothing. */
export class AlertFollower {
  readonly #options: FollowerOptions;
  #memory: Memory;
  #looking: Promise<void> | null = null;
  #again = false;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#memory = { passed: null, told: options.read() };
  }

  /** Looks, and once more where it is asked to meanwhile: what was under way may be of before. Never rejects. */
  look(): Promise<void> {
    this.#again = this.#looking !== null;
    this.#looking ??= this.#lookOn();
    return this.#looking;
  }

  async #lookOn(): Promise<void> {
    try {
      do {
        this.#again = false;
        await this.#once();
      } while (this.#again);
    } finally {
      this.#looking = null;
    }
  }

  async #once(): Promise<void> {
    let look: Look;
    try {
      look = await this.#options.look();
    } catch {
      // The next event, or the next minute, brings another.
      return;
    }
    const { memory, news } = decide(this.#memory, look);
    this.#memory = memory;
    this.#options.keep(memory.told);
    for (const message of messagesOf(news)) this.#options.tell(message);
  }
}
