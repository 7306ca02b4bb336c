import { parentPort } from 'node:worker_threads';
import { lowerProcess, lowerThread } from '../priority.ts';

/** Started as a thread it lowers itself, started as a process all of that; then tells who is how nice. */
if (parentPort === null) {
  lowerProcess(7);
  process.send?.('lowered');
  process.on('disconnect', () => process.exit(0));
} else {
  lowerThread(19);
  parentPort.postMessage('lowered');
  parentPort.once('message', () => parentPort?.close());
}
