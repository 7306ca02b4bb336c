import { type DestinationStream, multistream, pino, stdSerializers, stdTimeFunctions } from 'pino';
import { consoleLine } from './console-line.ts';
import { LOG_FILE, openLogFile } from './log-file.ts';
import { redact } from './redact.ts';
import type { Log, Logger, LoggerOptions } from './types.ts';

export { type LogLevels, parseLogLevels } from './levels.ts';
export { LOG_FILE } from './log-file.ts';
export type { Log, Logger, LoggerOptions, LogLevel } from './types.ts';

const MEGABYTE = 1024 * 1024;
const RETRY_MS = 30_000;

/**
 * The log of one process: JSON lines in a rotated file, and for people the worst of it on stderr. Times are ISO 8601 in
 * UTC, levels are words, an error goes under `err`, the request under `request_id`. Never throws, whatever the disk does:
 * a file that cannot be written is said once on stderr and tried again after half a minute.
 */
export function createLogger(options: LoggerOptions): Logger {
  // Without a listener, a reader that closes its end of stderr would end the process.
  if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => {});
  const file =
    options.folder === null
      ? null
      : openLogFile({
          folder: options.folder,
          maxBytes: options.maxBytes ?? 100 * MEGABYTE,
          keep: options.keep ?? 5,
          retryMs: RETRY_MS,
          onFailure: (reason) =>
            process.stderr.write(`Vigil goes on without its log: ${LOG_FILE} cannot be written: ${reason.message}\n`),
        });
  const root = pino(
    {
      level: options.level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: stdSerializers.err, error: stdSerializers.err },
      hooks: { streamWrite: redact },
    },
    multistream(destinations(file, options.console ?? false)),
  );
  const components = new Map<string, Log>();

  return {
    component(name) {
      const known = components.get(name);
      if (known !== undefined) return known;
      const log = root.child({ component: name }, { level: options.levels?.[name] ?? options.level });
      components.set(name, log);
      return log;
    },
    flush: async () => file?.flush(),
    close: async () => file?.close(),
  };
}

function destinations(file: DestinationStream | null, console: boolean | Log['level']) {
  const list: { level: Log['level']; stream: DestinationStream }[] = [];
  if (file !== null) list.push({ level: 'trace', stream: file });
  if (console !== false) {
    const stream = { write: (line: string) => void process.stderr.write(consoleLine(line)) };
    list.push({ level: console === true ? 'warn' : console, stream });
  }
  return list;
}
