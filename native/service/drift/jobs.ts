import { Cron } from 'croner';
import { VigilError } from '../../contract/errors.ts';
import type { DriftJobName, DriftSchedule } from '../../contract/http/drift.ts';
import type { Log } from '../../logging/types.ts';
import type { Store } from '../../store/types.ts';

/** In local time: after the hour, early in the day, early on Mondays. */
const TIMES: Readonly<Record<DriftJobName, string>> = {
  hourly_statistics: '0 0 * * * *',
  daily_check: '0 30 3 * * *',
  weekly_report: '0 0 4 * * 1',
};
const NAMES = Object.keys(TIMES) as DriftJobName[];
const KEY = 'drift_jobs';

type Remembered = Partial<Record<DriftJobName, { last_run: number; outcome: string }>>;

/** Each answers what came of it, as a sentence. `due` is when it should have run, in milliseconds since 1970. */
export type DriftWork = Readonly<Record<DriftJobName, (due: number) => Promise<string> | string>>;

export interface DriftJobs {
  schedule(): DriftSchedule;
  stop(): void;
}

/**
 * Runs work on schedule. When each ran last is kept: what was missed while the console was off or asleep is made up for
 * once, when it is back. A job that fails is logged and runs again at its next time.
 */
export function keepDriftJobs(
  store: Pick<Store, 'getSetting' | 'putSetting'>,
  log: Log,
  work: DriftWork,
  now: () => number = Date.now,
): DriftJobs {
  const remembered = readRemembered(store.getSetting(KEY));
  const jobs = new Map(
    NAMES.map((name) => [name, new Cron(TIMES[name], { unref: true, protect: true }, () => run(name))]),
  );

  async function run(name: DriftJobName): Promise<void> {
    const at = now();
    let outcome: string;
    try {
      outcome = await work[name](at);
      log.info({ job: name }, outcome);
    } catch (error) {
      outcome = `It failed: ${VigilError.from(error).message}`;
      log.error({ job: name, err: error }, 'a job of drift failed');
    }
    remember(name, at, outcome);
  }

  function remember(name: DriftJobName, at: number, outcome: string): void {
    remembered[name] = { last_run: at, outcome };
    try {
      store.putSetting(KEY, JSON.stringify(remembered));
    } catch (error) {
      log.warn({ job: name, err: error }, 'it could not be kept that a job has run');
    }
  }

  for (const [name, job] of jobs) {
    const last = remembered[name]?.last_run;
    // A console that is new has missed nothing.
    if (last === undefined) remember(name, now(), 'It has not been due yet.');
    else if ((job.nextRun(new Date(last))?.getTime() ?? Number.POSITIVE_INFINITY) <= now()) void run(name);
  }

  return {
    schedule: () => ({
      jobs: NAMES.map((name) => ({
        name,
        cron: TIMES[name],
        last_run: isoOf(remembered[name]?.last_run),
        next_run: jobs.get(name)?.nextRun()?.toISOString() ?? null,
        last_outcome: remembered[name]?.outcome ?? null,
      })),
    }),
    stop() {
      for (const job of jobs.values()) job.stop();
    },
  };
}

const isoOf = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());

function readRemembered(text: string | null): Remembered {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
