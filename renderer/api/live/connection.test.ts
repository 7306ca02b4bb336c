import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StreamEvent } from '../../../native/contract/http/stream.ts';
import { EventConnection } from './connection.ts';

/** A stream that a test writes to and breaks. */
class Line {
  readonly lastId: string | null;
  readonly signal: AbortSignal;
  #queue: (string | Error | null)[] = [];
  #wake = () => {};

  constructor(lastId: string | null, signal: AbortSignal) {
    this.lastId = lastId;
    this.signal = signal;
    signal.addEventListener('abort', () => this.#put(new Error('aborted')));
  }

  write(text: string): void {
    this.#put(text);
  }
  end(): void {
    this.#put(null);
  }
  break(): void {
    this.#put(new TypeError('network error'));
  }

  async *texts(): AsyncGenerator<string> {
    for (;;) {
      const next = this.#queue.shift();
      if (next === undefined) await new Promise<void>((resolve) => (this.#wake = resolve));
      else if (next === null) return;
      else if (typeof next === 'string') yield next;
      else throw next;
    }
  }

  #put(piece: string | Error | null): void {
    this.#queue.push(piece);
    this.#wake();
  }
}

const GREETING = 'retry: 2000\n\nid: a-0\n\n';
const LOADING = '{"change":"loading","model":null,"provider":null,"reason":null}';

let lines: Line[];
let refuse: Error | null;
let events: StreamEvent[];
let calls: string[];
let connection: EventConnection;

beforeEach(() => {
  vi.useFakeTimers();
  [lines, refuse, events, calls] = [[], null, [], []];
  connection = new EventConnection({
    async open(lastId, signal) {
      const line = new Line(lastId, signal);
      lines.push(line);
      if (refuse !== null) throw refuse;
      return line.texts();
    },
    onEvent: (event) => events.push(event),
    onAnew: () => calls.push('anew'),
    onDown: () => calls.push('down'),
    onRefused: () => calls.push('refused'),
  });
});
afterEach(() => {
  connection.want(false);
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);
const last = () => lines.at(-1) as Line;
async function up(): Promise<Line> {
  connection.want(true);
  await settle();
  last().write(GREETING);
  await settle();
  expect(connection.get()).toBe('up');
  return last();
}

describe('EventConnection', () => {
  it('is up with the first words, and says that all may be out of date', async () => {
    connection.want(true);
    await settle();
    expect(connection.get()).toBe('connecting');
    last().write(GREETING);
    await settle();
    expect([connection.get(), calls, last().lastId]).toEqual(['up', ['anew'], null]);
  });

  it('hands on events that fit their schema, and passes over what it does not know', async () => {
    const line = await up();
    line.write(`event: model\ndata: ${LOADING}\n\n`);
    line.write('event: model\ndata: {"change":"new"}\n\nevent: later\ndata: {}\n\nevent: gpu\ndata: {oops\n\n');
    await settle();
    expect(events).toMatchObject([{ event: 'model', data: { change: 'loading' } }]);
  });

  it('goes on where it broke off, and only then is nothing asked for anew', async () => {
    const line = await up();
    line.write(`id: a-3\nevent: model\ndata: ${LOADING}\n\n`);
    await settle();
    line.break();
    await settle();
    expect([connection.get(), calls]).toEqual(['waiting', ['anew', 'down']]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect([lines.length, last().lastId]).toEqual([2, 'a-3']);
    last().write('id: a-3\n\n');
    await settle();
    expect([connection.get(), calls]).toEqual(['up', ['anew', 'down']]);
  });

  it('asks for everything anew where the console does not know where it broke off', async () => {
    const line = await up();
    line.end();
    await vi.advanceTimersByTimeAsync(1_000);
    last().write('id: b-0\nevent: reset\ndata: {"reason":"another_run"}\n\n');
    await settle();
    expect(calls).toEqual(['anew', 'down', 'anew']);
    last().break();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(last().lastId).toBe('b-0');
  });

  it('takes a console that has fallen silent for gone, and one that only sends comments for there', async () => {
    const line = await up();
    for (let n = 0; n < 4; n++) {
      await vi.advanceTimersByTimeAsync(5_000);
      line.write(': still here\n\n');
      await settle();
    }
    expect(connection.get()).toBe('up');
    await vi.advanceTimersByTimeAsync(13_000);
    expect(line.signal.aborted).toBe(true);
    expect(calls).toEqual(['anew', 'down']);
    expect(lines).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(lines).toHaveLength(2);
  });

  it('tries again ever more slowly while the console is gone, and never more often than once a second', async () => {
    refuse = new TypeError('refused');
    connection.want(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.length).toBeLessThan(12);
    expect(calls.every((call) => call === 'refused')).toBe(true);
    refuse = null;
    await vi.advanceTimersByTimeAsync(10_000);
    last().write(GREETING);
    await settle();
    expect(connection.get()).toBe('up');
  });

  it('is let go when nobody wants it, and goes on where it was when somebody does', async () => {
    const line = await up();
    connection.want(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([connection.get(), line.signal.aborted, lines.length]).toEqual(['closed', true, 1]);
    expect(calls).toEqual(['anew']);
    connection.want(true);
    await settle();
    expect([lines.length, last().lastId]).toEqual([2, 'a-0']);
  });

  it('never has two connections, however often it is wanted', async () => {
    for (let n = 0; n < 5; n++) {
      connection.want(true);
      await settle();
      connection.want(true);
      connection.want(false);
    }
    expect(lines.filter(({ signal }) => !signal.aborted)).toEqual([]);
    await up();
    expect(lines.filter(({ signal }) => !signal.aborted)).toHaveLength(1);
  });
});
