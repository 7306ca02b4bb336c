import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type CheckpointTiming, STATE, WorkerState, WRITES } from './checkpoint-job.ts';

/** The longest that closing waits for a checkpoint under way; the log is safe without it. */
const CLOSE_TIMEOUT_MS = 5_000;

/** The sources are run as they are, the bundle has the thread beside it in a file of its own; both keep their extension. */
const WORKER = new URL(`./checkpoint-worker${extname(import.meta.url)}`, import.meta.url);

/** Keeps the write-ahead log short from a thread of its own, so that no fsync holds up the caller. */
export interface Checkpointer {
  /** To be called after each write; the first one starts the thread. */
  written(): void;
  /** Returns when the thread has closed its connection. */
  close(): void;
}

export function createCheckpointer(file: string, timing: CheckpointTiming): Checkpointer {
  const buffer = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
  const control = new Int32Array(buffer);
  let worker: Worker | null = null;

  function start(): Worker {
    const thread = new Worker(WORKER, {
      name: 'checkpoints',
      workerData: { ...timing, file, control: buffer },
    });
    thread.unref();
    // Without the thread the store's connection checkpoints by itself, only later and in the caller's time.
    thread.on('error', () => {});
    return thread;
  }

  return {
    written() {
      worker ??= start();
      Atomics.add(control, WRITES, 1);
      Atomics.notify(control, WRITES);
    },
    close() {
      if (worker === null) return;
      const before = Atomics.exchange(control, STATE, WorkerState.stopping);
      if (before === WorkerState.running) {
        Atomics.notify(control, STATE);
        Atomics.add(control, WRITES, 1);
        Atomics.notify(control, WRITES);
        Atomics.wait(control, STATE, WorkerState.stopping, CLOSE_TIMEOUT_MS);
      }
      void worker.terminate();
      worker = null;
    },
  };
}
