import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DriftConfig, Verdict } from '../../contract/drift.ts';
import { VigilError } from '../../contract/errors.ts';
import type { Window } from '../../drift/verdict/window.ts';
import type { DriftSample } from '../../store/drift-types.ts';
import type { CheckAnswer, CheckRequest } from './check-messages.ts';
import type { Replay } from './replay.ts';

/** The sources are run as they are, the bundle has the thread beside it in a file of its own; both keep their extension. */
const WORKER = new URL(`./check-worker${extname(import.meta.url)}`, import.meta.url);

type Answered = Exclude<CheckAnswer, { kind: 'failed' }>;
type Work =
  Exclude<CheckRequest, { kind: 'end' }> extends infer One ? (One extends object ? Omit<One, 'id'> : never) : never;

/** A thread that starts with its first work and is replaced when it is lost. */
export interface CheckThread {
  /** Rejects with `internal` where the thread fails, `shutting_down` where it is closed. */
  check(reference: Window, current: Window, config: DriftConfig): Promise<Verdict>;
  replay(
    reference: readonly DriftSample[] | null,
    samples: readonly DriftSample[],
    config: DriftConfig,
  ): Promise<Replay>;
  close(): Promise<void>;
}

export function createCheckThread(): CheckThread {
  let thread: Worker | null = null;
  let isClosed = false;
  let nextId = 0;
  const waiting = new Map<number, { resolve: (answer: Answered) => void; reject: (error: VigilError) => void }>();

  function failAll(error: VigilError) {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  function start(): Worker {
    const worker = new Worker(WORKER, { name: 'drift' });
    worker.unref();
    worker.on('message', (answer: CheckAnswer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (answer.kind === 'failed') asked?.reject(new VigilError('internal', `The check failed: ${answer.reason}.`));
      else asked?.resolve(answer);
    });
    worker.on('error', (error) =>
      failAll(new VigilError('internal', `The thread for checks ended: ${String(error)}.`)),
    );
    worker.once('exit', () => {
      if (thread === worker) thread = null;
      failAll(new VigilError('internal', 'The thread for checks ended.'));
    });
    return worker;
  }

  function ask(work: Work): Promise<Answered> {
    if (isClosed) return Promise.reject(new VigilError('shutting_down', 'The console is shutting down.'));
    thread ??= start();
    const worker = thread;
    const id = nextId++;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ ...work, id } satisfies CheckRequest);
    });
  }

  return {
    async check(reference, current, config) {
      const answer = await ask({ kind: 'check', reference, current, config });
      if (answer.kind !== 'checked') throw new VigilError('internal', 'The thread answered something else.');
      return answer.verdict;
    },
    async replay(reference, samples, config) {
      const answer = await ask({ kind: 'replay', reference, samples, config });
      if (answer.kind !== 'replayed') throw new VigilError('internal', 'The thread answered something else.');
      return answer.replay;
    },
    async close() {
      isClosed = true;
      failAll(new VigilError('shutting_down', 'The console is shutting down.'));
      await thread?.terminate();
    },
  };
}
