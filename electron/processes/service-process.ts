import type { UtilityProcess } from 'electron';
import type { ElectronApi } from '../electron-api.ts';
import { Detectors } from './detectors.ts';
import { lastLines } from './last-lines.ts';
import { type SecretsStart, type ToServiceHost, ToShell } from './messages.ts';
import type { AlertReport, HealthReport } from './tray-report.ts';

/**
 * The service under the shell's care:
 *
 *   starting ──listening──▶ running ──exit──▶ waiting ──(0.5 s, doubling)──▶ starting
 *      │ failed (a reason that a restart cannot mend)                           │ five times within a minute
 *      ▼                                                                        ▼
 *    ended ◀──────────────────────── stop ──────────────────────────────────  ended
 */
export type ServiceState =
  | { state: 'starting' }
  | { state: 'running'; url: string; dataFolder: string }
  | { state: 'waiting'; reason: string }
  | { state: 'ended'; reason: string | null };

export interface ServiceProcessOptions {
  serviceEntry: string;
  detectorEntry: string;
  dataFolder: string;
  version: string;
  port: number | null;
  /** Path of the model that comes with Vigil. */
  starterModel: string | null;
  secrets: SecretsStart;
  /** First wait before a restart, in milliseconds; doubles each time. */
  restartDelayMs?: number;
  onState: (state: ServiceState) => void;
  onTray: (report: HealthReport | AlertReport) => void;
}

const MAX_EXITS = 5;
const EXIT_WINDOW_MS = 60_000;

export class ServiceProcess {
  readonly #electron: ElectronApi;
  readonly #options: ServiceProcessOptions;
  readonly #detectors: Detectors;
  #child: UtilityProcess | null = null;
  #exits: number[] = [];
  #stopping = false;
  #failure: string | null = null;
  #port: number | null;

  constructor(electron: ElectronApi, options: ServiceProcessOptions) {
    this.#electron = electron;
    this.#options = options;
    this.#port = options.port;
    this.#detectors = new Detectors(electron, options.detectorEntry);
  }

  start(): void {
    const { serviceEntry, dataFolder, version, starterModel, secrets, onState } = this.#options;
    onState({ state: 'starting' });
    const child = this.#electron.utilityProcess.fork(serviceEntry, [], {
      serviceName: 'Vigil service',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const stderr = lastLines(child.stderr);
    this.#child = child;
    child.on('message', (raw: unknown) => this.#receive(raw, child));
    child.once('exit', (code) => this.#onExit(code, stderr()));
    child.postMessage({
      kind: 'start',
      data_folder: dataFolder,
      version,
      port: this.#port,
      starter_model: starterModel,
      secrets,
    } satisfies ToServiceHost);
  }

  /** Asks the service to finish what is under way; whatever is left after `graceMs` is killed. */
  async stop(graceMs = 8_000): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child === null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.postMessage({ kind: 'stop' } satisfies ToServiceHost);
    const timer = setTimeout(() => child.kill(), graceMs);
    await gone;
    clearTimeout(timer);
    this.#detectors.killAll();
  }

  #receive(raw: unknown, child: UtilityProcess): void {
    const message = ToShell.parse(raw);
    switch (message.kind) {
      case 'listening':
        // The window stays on this address, so a service that is started again must come back to it.
        this.#port = Number(new URL(message.url).port);
        return this.#options.onState({ state: 'running', url: message.url, dataFolder: message.data_folder });
      case 'failed':
        this.#failure = `${message.title}: ${message.detail}`;
        return;
      case 'launch':
        return this.#detectors.launch(message.id, message.environment, child);
      case 'kill':
        return this.#detectors.kill(message.id);
      case 'state':
      case 'alerts':
        return this.#options.onTray(message);
    }
  }

  #onExit(code: number, stderr: string): void {
    this.#child = null;
    this.#detectors.killAll();
    const { onState, restartDelayMs = 500 } = this.#options;
    if (this.#stopping) return onState({ state: 'ended', reason: null });
    if (this.#failure !== null) return onState({ state: 'ended', reason: this.#failure });
    const now = Date.now();
    this.#exits = [...this.#exits.filter((at) => now - at < EXIT_WINDOW_MS), now];
    const reason = `The service ended with ${code}. ${stderr}`;
    if (this.#exits.length >= MAX_EXITS) return onState({ state: 'ended', reason });
    onState({ state: 'waiting', reason });
    setTimeout(
      () => {
        if (!this.#stopping) this.start();
      },
      restartDelayMs * 2 ** (this.#exits.length - 1),
    );
  }
}
