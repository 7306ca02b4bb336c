import type { DetectorToService } from '../contract/messages.ts';

/** The way to the service, whoever started this process. */
export interface Transport {
  post(message: DetectorToService): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called when there is nobody left to answer to. */
  onDisconnect(listener: () => void): void;
  /** Resolves when everything posted has been handed to the operating system. */
  flush(): Promise<void>;
}

/** What Electron puts on `process` inside a utility process. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
}

/** The channel of Electron's `utilityProcess.fork` or of Node's `child_process.fork`; null where there is neither. */
export function openTransport(): Transport | null {
  const parentPort = parentPortOf(process);
  if (parentPort !== null) return overParentPort(parentPort);
  return process.send === undefined ? null : overChildProcess(process.send.bind(process));
}

function parentPortOf(host: object): ParentPort | null {
  const port: unknown = 'parentPort' in host ? host.parentPort : null;
  return isParentPort(port) ? port : null;
}

function isParentPort(port: unknown): port is ParentPort {
  return typeof port === 'object' && port !== null && 'postMessage' in port && 'on' in port;
}

function overParentPort(port: ParentPort): Transport {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', (event) => listener(event.data)),
    onDisconnect: (listener) => void port.on('close', listener),
    flush: () => Promise.resolve(),
  };
}

/**
 * On POSIX systems libuv writes a message to the channel at once where the channel has room, so that `running` leaves
 * before the run that follows it holds this thread; only what does not fit waits for the event loop.
 */
function overChildProcess(send: NonNullable<typeof process.send>): Transport {
  let underWay = 0;
  let flushed: (() => void)[] = [];
  return {
    post(message) {
      if (!process.connected) return;
      underWay++;
      // The callback takes the error of a channel that closed meanwhile; `disconnect` follows.
      send(message, undefined, undefined, () => {
        underWay--;
        if (underWay > 0) return;
        for (const resolve of flushed) resolve();
        flushed = [];
      });
    },
    onMessage: (listener) => void process.on('message', listener),
    onDisconnect: (listener) => void process.on('disconnect', listener),
    flush: () => (underWay === 0 ? Promise.resolve() : new Promise((resolve) => flushed.push(resolve))),
  };
}
