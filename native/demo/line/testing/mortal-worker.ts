import { parentPort } from 'node:worker_threads';
import type { FromSceneWorker, ToSceneWorker } from '../drawing.ts';

/** A thread that speaks as the real one does, and that a test can make fail, die or keep silent by the seed it sends. */
export const SEED = { fails: 1, exits: 2, throws: 3, silent: 4 } as const;

parentPort?.on('message', (message: ToSceneWorker) => {
  if (message.kind === 'end') {
    parentPort?.close();
    return;
  }
  const { id, request } = message;
  if (request.seed === SEED.exits) process.exit(7);
  if (request.seed === SEED.throws) throw new Error('out of paint');
  if (request.seed === SEED.silent) return;
  const answer: FromSceneWorker =
    request.seed === SEED.fails
      ? { kind: 'failed', id, reason: 'no canvas' }
      : { kind: 'drawn', id, picture: { jpeg: Uint8Array.of(request.seed), parts: [], brightness: 0 } };
  parentPort?.postMessage(answer);
});
