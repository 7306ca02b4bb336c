import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import {
  DEFAULT_STREAM_LIMITS,
  firstStreamState,
  nextStreamState,
  type StreamEvent,
  type StreamLimits,
  type StreamState,
} from './stream-state.ts';
import { toolEnvironment } from './tool-environment.ts';

/**
 * What a line was: a figure (`understood`), something harmless beside the figures (`ignored`), nonsense (`skipped`), or a
 * refusal after which the program has to be called in another way, which `command` answers from now on (`revised`).
 */
export type Verdict = 'understood' | 'ignored' | 'skipped' | 'revised';

/** A program that writes figures line by line until it is ended. */
export interface LineProgram {
  /** Asked before each start; null where the program is not on this machine. */
  command(): { file: string; args: readonly string[] } | null;
  /** A process begins: what was half read belongs to the one before. */
  begin(): void;
  read(line: string): Verdict;
}

/** No line of a figure is as long; what goes on without an end is dropped. */
const LONGEST_LINE = 4_096;
const LONGEST_REASON = 300;
/** How long `stop` waits for a process to be gone that was killed. */
const STOP_MS = 2_000;

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** Keeps one process of a program running and hands on what it writes. Never throws. */
export class LineProcess {
  readonly #program: LineProgram;
  readonly #limits: StreamLimits;
  readonly #clock: () => number;
  #state: StreamState;
  #child: Child | null = null;
  #timer: NodeJS.Timeout | undefined;
  #unfinished = '';
  #isRevised = false;
  /** The last thing it said that was no figure, or that it said on standard error. */
  #lastWords = '';
  skippedLines = 0;
  /** Starts after the first; being called otherwise is none. */
  restarts = -1;

  constructor(program: LineProgram, limits: Partial<StreamLimits> = {}, clock: () => number = Date.now) {
    this.#program = program;
    this.#limits = { ...DEFAULT_STREAM_LIMITS, ...limits };
    this.#clock = clock;
    this.#state = { state: 'stopped', since: clock() };
  }

  get state(): StreamState {
    return this.#state;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    if (this.#timer !== undefined) return;
    this.#state = firstStreamState(this.#clock());
    const { silence_ms, backoff_ms } = this.#limits;
    this.#timer = setInterval(() => this.#tick(), Math.min(1_000, silence_ms / 4, backoff_ms)).unref();
    this.#launch();
  }

  /** Ends the process; resolves once it is gone, or cannot be waited for. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#apply({ type: 'stop', at: this.#clock() });
    const child = this.#child;
    if (child === null) return;
    const gone = new Promise<void>((resolve) => {
      child.once('close', () => resolve());
      setTimeout(resolve, STOP_MS).unref();
    });
    child.kill('SIGKILL');
    await gone;
  }

  #apply(event: StreamEvent): void {
    const before = this.#state.state;
    this.#state = nextStreamState(this.#state, event, this.#limits);
    if (this.#state.state === before) return;
    if (this.#state.state === 'starting') this.#launch();
    if (this.#state.state === 'stalled') this.#child?.kill('SIGKILL');
  }

  #tick(): void {
    this.#apply({ type: 'tick', at: this.#clock() });
  }

  #launch(): void {
    const command = this.#program.command();
    if (command === null) return this.#apply({ type: 'missing', at: this.#clock() });
    if (!this.#isRevised) this.restarts++;
    this.#unfinished = '';
    this.#lastWords = '';
    this.#isRevised = false;
    this.#program.begin();
    try {
      this.#follow(
        spawn(command.file, command.args, {
          stdio: ['ignore', 'pipe', 'pipe'],
          env: toolEnvironment(process.env),
          windowsHide: true,
        }),
      );
    } catch (error) {
      // A program that the system refuses outright, as one that is no executable.
      queueMicrotask(() => this.#exited(error instanceof Error ? error.message : String(error)));
    }
  }

  #follow(child: Child): void {
    this.#child = child;
    const isPresent = () => this.#child === child;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (isPresent()) this.#take(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (text.trim() !== '') this.#lastWords = text.trim();
    });
    child.once('error', (error) => {
      this.#lastWords = error.message;
      if (child.pid === undefined) this.#finish(child, error.message);
    });
    child.once('close', (code, signal) => {
      const how = signal === null ? `it ended with status ${code}` : `it was ended by ${signal}`;
      this.#finish(child, this.#lastWords === '' ? how : `${how}, saying "${oneLine(this.#lastWords)}"`);
    });
  }

  #finish(child: Child, reason: string): void {
    if (this.#child !== child) return;
    this.#child = null;
    this.#exited(reason);
  }

  #exited(reason: string): void {
    const isRevised = this.#isRevised;
    const wasStarting = this.#state.state === 'starting';
    this.#apply({ type: 'exited', at: this.#clock(), reason, isRevised });
    // From `starting` to `starting` is no change that `#apply` sees.
    if (isRevised && wasStarting && this.#state.state === 'starting') this.#launch();
  }

  #take(text: string): void {
    const lines = (this.#unfinished + text).split(/\r?\n/);
    this.#unfinished = lines.pop() ?? '';
    if (this.#unfinished.length > LONGEST_LINE) {
      this.#unfinished = '';
      this.skippedLines++;
    }
    for (const line of lines) this.#read(line);
  }

  #read(line: string): void {
    const verdict = line.length > LONGEST_LINE ? 'skipped' : this.#program.read(line);
    if (verdict === 'understood') return this.#apply({ type: 'line', at: this.#clock() });
    if (verdict === 'ignored') return;
    if (verdict === 'revised') this.#isRevised = true;
    else this.skippedLines++;
    this.#lastWords = line;
  }
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\p{Cc}+/gu, ' ').trim();
  return line.length > LONGEST_REASON ? `${line.slice(0, LONGEST_REASON)}...` : line;
}
