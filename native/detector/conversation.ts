import { VigilError } from '../contract/errors.ts';
import {
  type DetectCommand,
  type DetectorToService,
  type LoadCommand,
  ServiceToDetector,
} from '../contract/messages.ts';
import { Engine } from './engine.ts';
import { ThumbnailQueue } from './image/thumbnail.ts';

/** How long a stopping detector works on thumbnails that nobody waits for. */
const THUMBNAIL_GRACE_MS = 2_000;

type State =
  | { state: 'empty' }
  | { state: 'loading' }
  | { state: 'ready'; engine: Engine }
  | { state: 'failed' }
  | { state: 'stopping' };

interface Job {
  controller: AbortController;
  running: boolean;
  done: Promise<void>;
}

/** The detector's side of the messages of contract/messages.ts: what is said to it, what it answers. */
export class Conversation {
  readonly #post: (message: DetectorToService) => void;
  readonly #jobs = new Map<number, Job>();
  readonly #thumbnails = new ThumbnailQueue();
  #state: State = { state: 'empty' };

  constructor(post: (message: DetectorToService) => void) {
    this.#post = post;
  }

  /** Resolves true when the process should exit. Throws on a message that is not in the contract: a mistake of ours. */
  async receive(message: unknown): Promise<boolean> {
    const command = ServiceToDetector.parse(message);
    switch (command.kind) {
      case 'load':
        await this.#load(command);
        return false;
      case 'detect':
        this.#detect(command);
        return false;
      case 'cancel':
        this.#cancel(command.id);
        return false;
      case 'shutdown':
        await this.#shutdown();
        return true;
    }
  }

  async #load({ kind: _, id, ...settings }: LoadCommand): Promise<void> {
    if (this.#state.state !== 'empty') {
      this.#fail(id, new VigilError('internal', `A detector loads one model in its life; it is ${this.#state.state}.`));
      return;
    }
    this.#state = { state: 'loading' };
    try {
      const engine = await Engine.load(settings);
      this.#state = { state: 'ready', engine };
      this.#post({ kind: 'loaded', id, result: engine.loaded });
    } catch (error) {
      this.#state = { state: 'failed' };
      this.#fail(id, error);
    }
  }

  #detect(command: DetectCommand): void {
    if (this.#state.state !== 'ready') {
      const stopping = this.#state.state === 'stopping';
      this.#fail(
        command.id,
        stopping
          ? new VigilError('shutting_down', 'The detector is stopping. Send the image again.')
          : new VigilError('model_not_loaded', 'No model is loaded. Load one, then send the image again.'),
      );
      return;
    }
    const job: Job = { controller: new AbortController(), running: false, done: Promise.resolve() };
    this.#jobs.set(command.id, job);
    job.done = this.#work(this.#state.engine, command, job);
  }

  async #work(engine: Engine, command: DetectCommand, job: Job): Promise<void> {
    const { id } = command;
    this.#thumbnails.enterBusy();
    try {
      const result = await engine.detect(command, {
        signal: job.controller.signal,
        onRunning: () => {
          job.running = true;
          this.#post({ kind: 'running', id });
        },
      });
      this.#post({ kind: 'detected', id, result });
      if (command.thumbnail) {
        this.#thumbnails.add(command.image, (webp) => this.#post({ kind: 'thumbnail', id, webp }));
      }
    } catch (error) {
      // What was cancelled has been answered already.
      if (!job.controller.signal.aborted) this.#fail(id, error);
    } finally {
      this.#jobs.delete(id);
      this.#thumbnails.leaveBusy();
    }
  }

  /** Answers at once; the decoding under way comes to nothing. A run that has begun is let finish. */
  #cancel(id: number): void {
    const job = this.#jobs.get(id);
    if (job === undefined || job.running || job.controller.signal.aborted) return;
    job.controller.abort();
    this.#fail(id, new VigilError('request_cancelled', 'The request was cancelled before its model run began.'));
  }

  async #shutdown(): Promise<void> {
    const state = this.#state;
    this.#state = { state: 'stopping' };
    await Promise.all([...this.#jobs.values()].map((job) => job.done));
    await Promise.race([this.#thumbnails.drain(), deadline(THUMBNAIL_GRACE_MS)]);
    if (state.state === 'ready') await state.engine.release();
  }

  #fail(id: number, error: unknown): void {
    this.#post({ kind: 'failed', id, error: VigilError.from(error).toData() });
  }
}

function deadline(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
