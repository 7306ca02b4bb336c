import { parentPort } from 'node:worker_threads';
import { compareWindows } from '../../drift/verdict/check.ts';
import { lowerThread, NICENESS } from '../../priority/priority.ts';
import type { CheckAnswer, CheckRequest } from './check-messages.ts';
import { replay } from './replay.ts';

/** The thread for what would hold up every request of the console: checks, and replays. */
const port = parentPort;
if (port === null) throw new Error('check-worker.ts is started as a thread');

lowerThread(NICENESS.checks);

port.on('message', (request: CheckRequest) => {
  if (request.kind === 'end') port.close();
  else port.postMessage(answer(request));
});

function answer(request: Exclude<CheckRequest, { kind: 'end' }>): CheckAnswer {
  try {
    return request.kind === 'check'
      ? {
          kind: 'checked',
          id: request.id,
          verdict: compareWindows(request.reference, request.current, request.config),
        }
      : { kind: 'replayed', id: request.id, replay: replay(request.reference, request.samples, request.config) };
  } catch (error) {
    return { kind: 'failed', id: request.id, reason: error instanceof Error ? error.message : String(error) };
  }
}
