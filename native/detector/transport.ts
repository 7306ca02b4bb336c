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

/** One end of a channel of Electron's, which is silent until started. */
interface MessagePort {
  postMessage(message: unknown): void;
  start(): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
}

/** What Electron puts on `process` inside a utility process. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: readonly MessagePort[] }) => void): unknown;
}

/** The channel of Electron's `utilityProcess.fork` or of Node's `child_process.fork`; null where there is neither. */
export function openTransport(): Transport | null {
  const parentPort = parentPortOf(process);
  if (parentPort !== null) return overMessagePort(parentPort);
  return process.send === undefined ? null : overChildProcess(process.send.bind(process));
}

function parentPortOf(host: object): ParentPort | null {
  const port: unknown = 'parentPort' in host ? host.parentPort : null;
  return isParentPort(port) ? port : null;
}

function isParentPort(port: unknown): port is ParentPort {
  return typeof port === 'object' && port !== null && 'on' in port;
}

/**
 * In the desktop shell the first message brings a port that leads straight to the service, so that images and results do
 * not pass through the shell. What is said before it comes waits for it.
 */
function overMessagePort(parent: ParentPort): Transport {
  let port: MessagePort | null = null;
  let unsent: DetectorToService[] = [];
  const listeners: { message: ((message: unknown) => void)[]; close: (() => void)[] } = { message: [], close: [] };
  parent.on('message', ({ ports: [given] }) => {
    if (given === undefined || port !== null) return;
    port = given;
    for (const listener of listeners.message) given.on('message', ({ data }) => listener(data));
    for (const listener of listeners.close) given.on('close', listener);
    given.start();
    for (const message of unsent) given.postMessage(message);
    unsent = [];
  });
  return {
    post(message) {
      if (port === null) unsent.push(message);
      else port.postMessage(message);
    },
    onMessage: (listener) => void listeners.message.push(listener),
    onDisconnect: (listener) => void listeners.close.push(listener),
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
