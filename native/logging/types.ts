import type { Logger as PinoLogger } from 'pino';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A logger of one component; fits Fastify's `loggerInstance`. */
export type Log = PinoLogger;

export interface LoggerOptions {
  /** Folder of `vigil.log` and its rotated predecessors, made where absent; null for no file. */
  folder: string | null;
  level: LogLevel;
  /** Levels of single components, where they differ from `level`. */
  levels?: Readonly<Record<string, LogLevel>>;
  /** Also to stderr, one short line for people each: true for warnings and errors, or from a level on. Default: false. */
  console?: boolean | LogLevel;
  /** A log file is set aside when it reaches this size. Default: 100 MB. */
  maxBytes?: number;
  /** How many set-aside files are kept. Default: 5. */
  keep?: number;
}

export interface Logger {
  /** The same logger for the same name. `component` stands in each of its lines. */
  component(name: string): Log;
  /** Resolves when every line so far has been handed to the operating system, or cannot be. Never rejects. */
  flush(): Promise<void>;
  /** Flushes and closes the file; later lines are dropped. Never rejects. */
  close(): Promise<void>;
}
