import type { MessagePortMain } from 'electron';
import {
  type DetectorExit,
  type DetectorLauncher,
  DetectorToService,
  type ServiceToDetector,
} from '../../native/contract/messages.ts';
import type { ToServiceHost, ToShell } from './messages.ts';

/** One detector as the service sees it from inside its utility process: a port to talk by, the shell to end it. */
class PortLink {
  pid: number | undefined;
  #port: MessagePortMain | null = null;
  #unsent: ServiceToDetector[] = [];
  readonly #messageListeners: ((message: DetectorToService) => void)[] = [];
  readonly #exitListeners: ((exit: DetectorExit) => void)[] = [];
  readonly #kill: () => void;

  constructor(kill: () => void) {
    this.#kill = kill;
  }

  connect(port: MessagePortMain, pid: number | null): void {
    this.pid = pid ?? undefined;
    this.#port = port;
    port.on('message', ({ data }) => {
      const message = DetectorToService.safeParse(data);
      if (!message.success) return this.#kill();
      for (const listener of this.#messageListeners) listener(message.data);
    });
    port.start();
    for (const message of this.#unsent.splice(0)) port.postMessage(message);
  }

  exited(exit: DetectorExit): void {
    this.#port?.close();
    for (const listener of this.#exitListeners) listener(exit);
  }

  /** Before the port has come, messages wait for it. */
  post(message: ServiceToDetector): void {
    if (this.#port === null) this.#unsent.push(message);
    else this.#port.postMessage(message);
  }

  onMessage(listener: (message: DetectorToService) => void): void {
    this.#messageListeners.push(listener);
  }

  onExit(listener: (exit: DetectorExit) => void): void {
    this.#exitListeners.push(listener);
  }

  kill(): void {
    this.#kill();
  }
}

/** Gets detector processes from the shell, which alone may fork in Electron. */
export class PortLauncher {
  readonly #tell: (message: ToShell) => void;
  readonly #links = new Map<number, PortLink>();
  #nextId = 1;

  constructor(tell: (message: ToShell) => void) {
    this.#tell = tell;
  }

  readonly launch: DetectorLauncher = ({ environment }) => {
    const id = this.#nextId++;
    const link = new PortLink(() => this.#tell({ kind: 'kill', id }));
    this.#links.set(id, link);
    this.#tell({ kind: 'launch', id, environment });
    return link;
  };

  /** Takes what the shell says of detectors. */
  receive(message: Extract<ToServiceHost, { kind: 'detector' | 'exited' }>, ports: readonly MessagePortMain[]): void {
    const link = this.#links.get(message.id);
    if (message.kind === 'detector') {
      const [port] = ports;
      if (port !== undefined) link?.connect(port, message.pid);
      return;
    }
    this.#links.delete(message.id);
    link?.exited({ code: message.code, signal: null, stderr: message.stderr });
  }
}
