import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Drawing, DrawRequest, FromSceneWorker, ToSceneWorker } from './drawing.ts';

/** The longest that closing waits for the picture under way. */
const CLOSE_TIMEOUT_MS = 5_000;

/**
 * Draws pictures off its caller's thread, which each would hold for tens of milliseconds: in one of its own, which starts
 * with the first and is replaced when it is lost.
 */
export interface SceneSource {
  /** Never rejects. */
  draw(request: DrawRequest): Promise<Drawing>;
  /** How many threads were lost so far. */
  readonly restarts: number;
  /** What is under way comes to nothing. Resolves when the thread has ended. */
  close(): Promise<void>;
}

/** The sources are run as they are, the bundle has the thread beside it in a file of its own; both keep their extension. */
const WORKER = new URL(`./scene-worker${extname(import.meta.url)}`, import.meta.url);

export function createSceneSource(worker: URL = WORKER): SceneSource {
  return new ThreadedScenes(worker);
}

class ThreadedScenes implements SceneSource {
  readonly #file: URL;
  readonly #waiting = new Map<number, (drawing: Drawing) => void>();
  #thread: { worker: Worker; ended: Promise<void> } | null = null;
  #nextId = 0;
  #isClosed = false;
  restarts = 0;

  constructor(file: URL) {
    this.#file = file;
  }

  draw(request: DrawRequest): Promise<Drawing> {
    if (this.#isClosed) return Promise.resolve({ outcome: 'failed', reason: 'the line was stopped' });
    this.#thread ??= this.#start();
    const { worker } = this.#thread;
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      worker.postMessage({ kind: 'draw', id, request } satisfies ToSceneWorker);
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#answerAll({ outcome: 'failed', reason: 'the line was stopped' });
    const thread = this.#thread;
    if (thread === null) return;
    thread.worker.postMessage({ kind: 'end' } satisfies ToSceneWorker);
    const cut = setTimeout(() => void thread.worker.terminate(), CLOSE_TIMEOUT_MS);
    await thread.ended;
    clearTimeout(cut);
  }

  #start(): { worker: Worker; ended: Promise<void> } {
    const worker = new Worker(this.#file, { name: 'scenes' });
    worker.unref();
    worker.on('message', (message: FromSceneWorker) => this.#receive(message));
    let reason = '';
    worker.on('error', (error) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    const ended = new Promise<void>((resolve) => {
      worker.once('exit', (code) => {
        this.#lose(reason === '' ? `exit code ${code}` : reason);
        resolve();
      });
    });
    return { worker, ended };
  }

  #receive(message: FromSceneWorker): void {
    const answer = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === 'drawn') answer?.({ outcome: 'drawn', picture: message.picture });
    else answer?.({ outcome: 'failed', reason: message.reason });
  }

  #lose(reason: string): void {
    this.#thread = null;
    if (this.#isClosed) return;
    this.restarts++;
    this.#answerAll({ outcome: 'lost', reason });
  }

  #answerAll(drawing: Drawing): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const answer of waiting) answer(drawing);
  }
}
