import { type ChildProcess, fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import {
  type DetectorExit,
  type DetectorLauncher,
  type DetectorLink,
  DetectorToService,
  type ServiceToDetector,
} from '../contract/messages.ts';
import { scrubEnvironment } from './environment.ts';
import { TextTail } from './text-tail.ts';

/** After its exit a process's pipes close at once, unless a child of its own has inherited them. */
const PIPES_CLOSE_MS = 2_000;

/** Launches the detector as a child process of this one. Never throws: what cannot be started exits at once. */
export const launchChildProcess: DetectorLauncher = createChildLauncher(
  join(import.meta.dirname, '../detector/main.ts'),
);

/** A launcher of another program that speaks the detector's protocol; `entry` is the absolute path of a module. */
export function createChildLauncher(entry: string): DetectorLauncher {
  return ({ environment }) => {
    try {
      return new ChildLink(start(entry, environment));
    } catch (error) {
      return failedLink(error instanceof Error ? error.message : String(error));
    }
  };
}

function start(entry: string, environment: Record<string, string>): ChildProcess {
  // Compiled once for all processes: a detector that died is back sooner.
  const cache = getCompileCacheDir();
  return fork(entry, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      ...scrubEnvironment(process.env),
      ...(cache !== undefined && { NODE_COMPILE_CACHE: cache }),
      ...environment,
    },
    // Ours may hold an inspector port, which a second process cannot open.
    execArgv: [],
    windowsHide: true,
  });
}

/** Of a process that the system would not start at all. */
function failedLink(reason: string): DetectorLink {
  return {
    pid: undefined,
    post() {},
    onMessage() {},
    onExit: (listener) => setImmediate(listener, { code: null, signal: null, stderr: reason }),
    kill() {},
  };
}

class ChildLink implements DetectorLink {
  readonly pid: number | undefined;
  readonly #child: ChildProcess;
  readonly #stderr = new TextTail();
  readonly #messageListeners: ((message: DetectorToService) => void)[] = [];
  readonly #exitListeners: ((exit: DetectorExit) => void)[] = [];
  #isOver = false;

  constructor(child: ChildProcess) {
    this.pid = child.pid;
    this.#child = child;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => this.#stderr.write(text));
    child.on('message', (message: unknown) => this.#receive(message));
    let code: number | null = null;
    let signal: string | null = null;
    let patience: NodeJS.Timeout | undefined;
    const finish = () => {
      clearTimeout(patience);
      this.#finish({ code, signal, stderr: this.#stderr.toString() });
    };
    // Not `exit`, which may come before the last messages and the last words on standard error.
    child.once('close', finish);
    child.once('exit', (exitCode, exitSignal) => {
      code = exitCode;
      signal = exitSignal;
      patience = setTimeout(finish, PIPES_CLOSE_MS);
    });
    child.on('error', (error) => {
      this.#stderr.write(`${error.message}\n`);
      if (this.pid === undefined) finish();
    });
  }

  post(message: ServiceToDetector): void {
    // The callback takes the error of a channel that closes meanwhile; the exit is reported by `onExit`.
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  onMessage(listener: (message: DetectorToService) => void): void {
    this.#messageListeners.push(listener);
  }

  onExit(listener: (exit: DetectorExit) => void): void {
    this.#exitListeners.push(listener);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #receive(data: unknown): void {
    if (this.#isOver) return;
    const message = DetectorToService.safeParse(data);
    if (message.success) {
      for (const listener of this.#messageListeners) listener(message.data);
      return;
    }
    const issue = message.error.issues[0];
    const where = issue?.path.join('.') ?? '';
    this.#stderr.write(`The detector sent a message outside of the contract (${where}: ${issue?.message}).\n`);
    this.kill();
  }

  #finish(exit: DetectorExit): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const listener of this.#exitListeners) listener(exit);
  }
}
