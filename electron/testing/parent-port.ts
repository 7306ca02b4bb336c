import { EventEmitter } from 'node:events';

/**
 * Imported before `service-host.ts` in a plain child process: Electron's `process.parentPort`, over the channel that
 * `fork` opened. Ports cannot be passed by it.
 */
const parentPort = Object.assign(new EventEmitter(), {
  postMessage: (message: object) => void process.send?.(message),
});
process.on('message', (data) => parentPort.emit('message', { data, ports: [] }));
Object.assign(process, { parentPort });
