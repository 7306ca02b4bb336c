import type { UtilityProcess } from 'electron';
import type { ElectronApi } from '../electron-api.ts';
import { lastLines } from './last-lines.ts';
import type { ToServiceHost } from './messages.ts';

/**
 * Forks detector processes for the service and joins each to it by a message channel, so that images and results pass by
 * the shell without touching it.
 */
export class Detectors {
  readonly #electron: ElectronApi;
  readonly #entry: string;
  readonly #running = new Map<number, UtilityProcess>();

  constructor(electron: ElectronApi, entry: string) {
    this.#electron = electron;
    this.#entry = entry;
  }

  launch(id: number, environment: Readonly<Record<string, string>>, service: UtilityProcess): void {
    const detector = this.#electron.utilityProcess.fork(this.#entry, [], {
      serviceName: 'Vigil detector',
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...environment },
    });
    const stderr = lastLines(detector.stderr);
    this.#running.set(id, detector);
    const { port1, port2 } = new this.#electron.MessageChannelMain();
    detector.postMessage({ kind: 'link' }, [port1]);
    const tell = (message: ToServiceHost) => service.postMessage(message);
    detector.once('spawn', () => {
      service.postMessage({ kind: 'detector', id, pid: detector.pid ?? null } satisfies ToServiceHost, [port2]);
    });
    detector.once('exit', (code) => {
      this.#running.delete(id);
      tell({ kind: 'exited', id, code, stderr: stderr() });
    });
  }

  /** A process inside a model run cannot be asked to leave; the kernel ends it. */
  kill(id: number): void {
    const detector = this.#running.get(id);
    if (detector?.pid === undefined) detector?.kill();
    else process.kill(detector.pid, 'SIGKILL');
  }

  killAll(): void {
    for (const id of this.#running.keys()) this.kill(id);
  }
}
