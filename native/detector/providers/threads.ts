import type { InferenceSession } from 'onnxruntime-node';
import type { ThreadMeasurement } from '../../contract/provider.ts';

export interface ThreadPlan {
  threads: number;
  spinning: boolean;
}

export interface OpenSession {
  session: InferenceSession;
  plan: ThreadPlan;
}

export interface ThreadVerdict extends OpenSession {
  /** Median of the timed runs of the session that is kept, in milliseconds. */
  runMs: number;
  measurements: ThreadMeasurement[];
}

/** No further candidate is begun after this; a slow model is measured less, not longer. */
const BUDGET_MS = 1_200;
/** Above this for one run not even one thread is tried: it would take seconds to lose. */
const TOO_SLOW_MS = 1_000;
const CANDIDATE_MS = 400;
const WARM_RUNS = 2;
const TIMED_RUNS = 5;
/** Gains below this are not worth a core. */
const WORTHWHILE = 1.05;

/** The plan that is measured first: the one most often right. */
export function firstPlan(cores: number): ThreadPlan {
  return { threads: cores, spinning: cores > 1 };
}

/**
 * Chooses the number of threads of a CPU session, and whether they spin while idle, by measuring single runs: all cores, one,
 * then halves while they help (the count includes hyper-threads, which rarely do), then the best without spinning. Fewer
 * threads and no spinning win within 5 %. The losing sessions are released, also where measuring fails.
 *
 * @param first a session that was opened with `firstPlan` and has run once
 * @param run one run of a session, answering its milliseconds
 */
export async function measureThreads(
  first: OpenSession,
  cores: number,
  open: (plan: ThreadPlan) => Promise<InferenceSession>,
  run: (session: InferenceSession) => Promise<number>,
): Promise<ThreadVerdict> {
  const started = performance.now();
  const measurements: ThreadMeasurement[] = [];
  let best = first;
  let bestMs = await measure(first, 1, run, measurements);

  /** Answers whether the candidate is the better choice now. */
  const challenge = async (plan: ThreadPlan): Promise<boolean> => {
    const candidate = { session: await open(plan), plan };
    let loser = candidate;
    try {
      const medianMs = await measure(candidate, 0, run, measurements);
      if (medianMs <= bestMs * (isThriftier(plan, best.plan) ? WORTHWHILE : 1 / WORTHWHILE)) {
        loser = best;
        best = candidate;
        bestMs = medianMs;
      }
    } finally {
      await loser.session.release();
    }
    return best === candidate;
  };

  const hasTime = () => performance.now() - started < BUDGET_MS;
  if (cores > 1 && bestMs < TOO_SLOW_MS) await challenge({ threads: 1, spinning: false });
  for (let threads = Math.floor(cores / 2); threads > 1 && hasTime(); threads = Math.floor(threads / 2)) {
    if (!(await challenge({ threads, spinning: true }))) break;
  }
  if (best.plan.spinning && hasTime()) await challenge({ ...best.plan, spinning: false });
  return { ...best, runMs: bestMs, measurements };
}

function isThriftier(a: ThreadPlan, b: ThreadPlan): boolean {
  return a.threads === b.threads ? !a.spinning && b.spinning : a.threads < b.threads;
}

async function measure(
  { session, plan }: OpenSession,
  warmRuns: number,
  run: (session: InferenceSession) => Promise<number>,
  measurements: ThreadMeasurement[],
): Promise<number> {
  const medianMs = await medianRun(() => run(session), warmRuns);
  measurements.push({ ...plan, median_ms: Math.round(medianMs * 1000) / 1000 });
  return medianMs;
}

/**
 * Median milliseconds of up to five runs after up to two that warm up, of which `warmRuns` have been made already. No more
 * are begun after `limitMs`, but at least one of each is made.
 */
export async function medianRun(
  run: () => Promise<number>,
  warmRuns: number,
  limitMs: number = CANDIDATE_MS,
): Promise<number> {
  const started = performance.now();
  const within = (share: number) => performance.now() - started < limitMs * share;
  for (let runs = warmRuns; runs === 0 || (runs < WARM_RUNS && within(0.1)); runs++) await run();
  const times: number[] = [];
  while (times.length === 0 || (times.length < TIMED_RUNS && within(1))) times.push(await run());
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] as number;
}
