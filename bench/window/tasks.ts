import { z } from 'zod';
import type { PageBeside } from './page-beside.ts';

const Trace = z.object({
  traceEvents: z.array(
    z.looseObject({
      name: z.string(),
      ph: z.string(),
      pid: z.number(),
      tid: z.number(),
      ts: z.number(),
      dur: z.number().optional(),
      tdur: z.number().optional(),
    }),
  ),
});
const Ended = z.looseObject({ stream: z.string() });
const Read = z.looseObject({ data: z.string(), eof: z.boolean() });
const Nothing = z.looseObject({});

/** One task of a page's main thread, in milliseconds. */
export interface Task {
  /** By the clock: what whoever uses the page waits for. */
  wall_ms: number;
  /** What it worked of that: the rest it waited for a core, which the machine had given to others. */
  processor_ms: number;
}

/** No more than is needed, since whatever is written down is work of its own for the thread looked at. */
const CATEGORIES = ['toplevel', 'blink.user_timing'];
const MARKS = { begin: 'vigil-traced-begin', end: 'vigil-traced-end' } as const;

/**
 * Every task of a page's main thread while something is done, out of the browser's own trace. Of the trace are only those
 * between two marks: at its begin and its end it is the trace itself that holds up the thread.
 */
export async function traceTasks({ devtools, evaluate }: PageBeside, action: () => Promise<void>): Promise<Task[]> {
  await devtools.ask(Nothing, 'Tracing.start', {
    transferMode: 'ReturnAsStream',
    traceConfig: { includedCategories: CATEGORIES, excludedCategories: ['*'] },
  });
  await evaluate(`void performance.mark('${MARKS.begin}')`);
  await action();
  await evaluate(`void performance.mark('${MARKS.end}')`);
  const ended = devtools.next(Ended, 'Tracing.tracingComplete');
  await devtools.ask(Nothing, 'Tracing.end');
  const { stream: handle } = await ended;
  let text = '';
  for (let isLast = false; !isLast; ) {
    const { data, eof } = await devtools.ask(Read, 'IO.read', { handle });
    text += data;
    isLast = eof;
  }
  await devtools.ask(Nothing, 'IO.close', { handle });
  const { traceEvents } = Trace.parse(JSON.parse(text));
  const [begin, end] = [MARKS.begin, MARKS.end].map((mark) => traceEvents.find(({ name }) => name === mark));
  if (begin === undefined || end === undefined) throw new Error('The trace of the browser has no marks of the page');
  return traceEvents
    .filter(({ name, ph, ts }) => ph === 'X' && /(^|::)RunTask$/.test(name) && ts > begin.ts && ts < end.ts)
    .filter(({ pid, tid }) => pid === begin.pid && tid === begin.tid)
    .map(({ dur = 0, tdur = 0 }) => ({ wall_ms: dur / 1_000, processor_ms: tdur / 1_000 }));
}
