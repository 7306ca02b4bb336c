import { Worker } from 'node:worker_threads';
import type { SceneKnobs } from '../../contract/demo.ts';
import type { RenderReply, RenderRequest } from './render-messages.ts';
import type { Scene } from './types.ts';

interface Waiting {
  resolve(scene: Scene): void;
  reject(error: Error): void;
}

/** Draws scenes off the caller's thread, which a scene would hold for tens of milliseconds. */
export class RenderThread {
  readonly #worker: Worker;
  /** Who waits, the first first: the thread answers in the order it was asked. */
  readonly #waiting: Waiting[] = [];
  #ended: Error | null = null;

  constructor() {
    this.#worker = new Worker(new URL('./render-worker.ts', import.meta.url), { name: 'scenes' });
    this.#worker.on('message', (reply: RenderReply) => {
      const waiting = this.#waiting.shift();
      if (reply.type === 'scene') waiting?.resolve(reply.scene);
      else waiting?.reject(new Error(reply.reason));
    });
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(new Error('The thread that draws scenes has ended')));
  }

  /** As `renderScene`. Rejects when the thread fails or is closed before it is done. */
  render(seed: number, knobs: SceneKnobs): Promise<Scene> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage({ seed, knobs } satisfies RenderRequest);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#ended);
  }
}
