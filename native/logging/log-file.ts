import { setTimeout as delay } from 'node:timers/promises';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';

export const LOG_FILE = 'vigil.log';

/** Lines that a slow disk has not taken yet are kept up to this; beyond it lines are dropped and counted. */
const MAX_PENDING_BYTES = 8 * 1024 * 1024;
/** How long a disk that hangs can delay the end of the process. */
const CLOSE_TIMEOUT_MS = 2_000;

export interface LogFileOptions {
  folder: string;
  maxBytes: number;
  keep: number;
  /** After a failure the file is left alone for so long. */
  retryMs: number;
  /** Called once for each time the file begins to fail. */
  onFailure(reason: Error): void;
}

export interface LogFile {
  write(line: string): void;
  flush(): Promise<void>;
  close(): Promise<void>;
}

/**
 * `vigil.log`, set aside as `vigil.log.1` when it has grown to `maxBytes`, the older ones moving up to `vigil.log.<keep>`.
 * Nothing here throws or rejects: a disk that fails costs lines, never the process, and is tried again later.
 */
export function openLogFile(options: LogFileOptions): LogFile {
  let stream: RotatingFileStream | null = null;
  let retryAt = 0;
  let dropped = 0;
  let failing = false;
  let closed = false;

  const open = (): RotatingFileStream => {
    const opened = createStream((index) => (typeof index === 'number' ? `${LOG_FILE}.${index}` : LOG_FILE), {
      path: options.folder,
      size: `${options.maxBytes}B`,
      rotate: options.keep,
      mode: 0o600,
    });
    opened.on('error', (reason: Error) => {
      if (stream === opened) stream = null;
      retryAt = Date.now() + options.retryMs;
      if (!failing) options.onFailure(reason);
      failing = true;
    });
    return opened;
  };

  const send = (target: RotatingFileStream, line: string) => {
    target.write(line, (error) => {
      if (error) dropped += 1;
      else failing = false;
    });
  };

  const flush = async () => {
    const target = stream;
    if (target === null) return;
    await Promise.race([
      new Promise<void>((resolve) => target.write('', () => resolve())),
      delay(CLOSE_TIMEOUT_MS, undefined, { ref: false }),
    ]);
  };

  return {
    write(line) {
      if (closed) return;
      if (stream === null && Date.now() >= retryAt) stream = open();
      if (stream === null || stream.writableLength > MAX_PENDING_BYTES) {
        dropped += 1;
        return;
      }
      if (dropped > 0) {
        send(stream, gapLine(dropped));
        dropped = 0;
      }
      send(stream, line);
    },
    flush,
    async close() {
      if (closed) return;
      closed = true;
      await flush();
      const target = stream;
      if (target === null) return;
      await Promise.race([
        new Promise<void>((resolve) => target.once('close', resolve).end()),
        delay(CLOSE_TIMEOUT_MS, undefined, { ref: false }),
      ]);
    },
  };
}

function gapLine(lines: number): string {
  const msg = `${lines} lines are missing here: the log could not be written.`;
  return `${JSON.stringify({ level: 'warn', time: new Date().toISOString(), component: 'logging', msg })}\n`;
}
