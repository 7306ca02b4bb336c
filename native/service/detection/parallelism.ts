import type { Parallelism, ProviderName, ThreadMeasurement } from '../../contract/provider.ts';

export interface ParallelismFacts {
  goal: Parallelism['goal'];
  provider: ProviderName;
  /** Cores this process may use. */
  cores: number;
  /** Runs of single images measured at load; empty where the threads were given or a GPU does the work. */
  measurements: readonly ThreadMeasurement[];
  /** What the measuring process runs with. */
  loaded: { threads: number; spinning: boolean };
  /** Detector processes asked for, or null to choose. */
  lanes: number | null;
}

/**
 * How many detector processes of how many threads each. For latency one process with the fastest threads; for
 * throughput on the CPU whichever promises more images a second: one process whose threads share each image, or one
 * single-threaded process a core, each with an image of its own.
 */
export function planParallelism({ goal, provider, cores, measurements, loaded, lanes }: ParallelismFacts): Parallelism {
  const plan = (count: number, { threads, spinning }: ParallelismFacts['loaded'], reason: string): Parallelism => ({
    lanes: count,
    threads,
    spinning,
    goal,
    reason,
    measurements: [...measurements],
  });
  if (lanes !== null) {
    const share = lanes === 1 || provider !== 'cpu' ? null : Math.max(1, Math.floor(cores / lanes));
    const divided = share === null || measurements.length === 0 ? loaded : atMost(share, measurements);
    return plan(lanes, divided, `${count(lanes, 'process', 'processes')} were asked for.`);
  }
  if (provider !== 'cpu')
    return plan(1, loaded, `${provider} works on one image at a time, so one process keeps it busy.`);

  const fastest = measurements.reduce<ThreadMeasurement | null>(
    (best, next) => (best === null || next.median_ms < best.median_ms ? next : best),
    null,
  );
  if (fastest === null) return plan(1, loaded, 'The number of threads was given, so nothing was measured.');
  const chosen = `${count(loaded.threads, 'thread', 'threads')}${loaded.spinning ? '' : ' without spinning'}`;
  if (goal === 'latency') {
    return plan(1, loaded, `One image is done soonest by ${chosen}, of ${inWords(measurements)}.`);
  }
  const single = measurements.find(({ threads }) => threads === 1);
  if (single === undefined || cores < 2)
    return plan(1, loaded, `One process with ${chosen}, of ${inWords(measurements)}.`);
  const together = 1_000 / fastest.median_ms;
  const apart = (1_000 * cores) / single.median_ms;
  const comparison = `one process on all cores makes at most ${rate(together)}, ${cores} processes of one thread ${rate(apart)}`;
  return apart > together
    ? plan(
        cores,
        { threads: 1, spinning: single.spinning },
        `More images a second by one process a core: ${comparison}.`,
      )
    : plan(1, loaded, `More images a second by one process: ${comparison}.`);
}

/** The fastest measured choice of at most so many threads; one thread where none was measured. */
function atMost(share: number, measurements: readonly ThreadMeasurement[]): ParallelismFacts['loaded'] {
  const [best] = measurements.filter(({ threads }) => threads <= share).sort((a, b) => a.median_ms - b.median_ms);
  return { threads: best?.threads ?? 1, spinning: best?.spinning ?? false };
}

const rate = (perSecond: number) => `${perSecond.toPrecision(3)} images a second`;
const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;

function inWords(measurements: readonly ThreadMeasurement[]): string {
  return measurements
    .map(
      ({ threads, spinning, median_ms }) => `${threads}${spinning ? ' spinning' : ''}: ${median_ms.toPrecision(3)} ms`,
    )
    .join(', ');
}
