import type { HistoryItem } from '../../../native/contract/http/history.ts';
import type { ModelRun } from '../../../native/contract/http/models.ts';
import type { ConsoleStatus } from '../../../native/contract/http/status.ts';
import type { ApiTraffic, ModelMemory } from '../../../native/contract/http/system.ts';
import { formatBytes, formatCount, formatMs, formatRate, formatSeconds, plural } from '../../components/format.ts';
import { formatPercent } from '../system/figures.ts';
import { type Availability, formatAvailability } from './availability.ts';

/** What the console is held against: milliseconds of an image, a model run, a wait, a load of a model, and others. */
export const TARGETS = {
  answerMs: 200,
  runMs: 100,
  waitMs: 5_000,
  loadMs: 30_000,
  imagesPerMinute: 1_000,
  errorRatio: 0.001,
  /** 6 GB of 10⁹ bytes. */
  gpuBytes: 6e9,
  availability: 0.999,
} as const;

export interface Kpi {
  id: 'rate' | 'answer' | 'run' | 'wait' | 'load' | 'errors' | 'memory' | 'availability';
  label: string;
  /** "–" where it is not known. */
  value: string;
  /** What the value is of, small under it. */
  of: string;
  target: { words: string; met: boolean } | null;
  /** How it is measured. */
  tip: string;
}

/** The value that `share` of the values do not exceed (nearest rank); null of none. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

const shortMs = (ms: number) => (ms >= 1_000 ? `${ms / 1_000} s` : `${ms} ms`);

/** Met below the target; unknown figures neither meet nor miss it. */
function below(value: number | null, target: number, words: string): Kpi['target'] {
  return value === null ? null : { words: `${value < target ? 'under' : 'over'} ${words}`, met: value < target };
}
const belowMs = (ms: number | null, target: number) => below(ms, target, shortMs(target));

export interface Known {
  status: ConsoleStatus;
  latest: readonly Pick<HistoryItem, 'timings_ms'>[];
  /** The run of the model that answers; null while it is not known. */
  run: Pick<ModelRun, 'load_ms'> | null;
  /** Undefined while they are not known. */
  traffic: Pick<ApiTraffic, 'error_ratio' | 'requests' | 'window_s'> | undefined;
  memory: ModelMemory | null | undefined;
  availability: Availability | null;
}

/** How many images a minute there is room for: what all detectors do at the pace of the last images, waiting left out. */
function roomOf({ latest, status }: Pick<Known, 'latest' | 'status'>): number | null {
  const busy = quantile(
    latest.map(({ timings_ms }) => timings_ms.total - timings_ms.queue),
    0.5,
  );
  return busy === null || busy <= 0 ? null : (60_000 / busy) * (status.parallelism?.lanes ?? 1);
}

function rateKpi(known: Known): Kpi {
  const { images_per_s } = known.status;
  const room = roomOf(known);
  return {
    id: 'rate',
    label: 'Images answered',
    value: formatRate(images_per_s),
    of: `${formatCount(Math.round(images_per_s * 60))} a minute`,
    target:
      room === null
        ? null
        : {
            words: `room for ${formatCount(Number(room.toPrecision(2)))} a minute`,
            met: room >= TARGETS.imagesPerMinute,
          },
    tip: `Over the last 10 seconds. The target is room for ${formatCount(TARGETS.imagesPerMinute)} a minute, told from how long each of the last images kept a detector busy`,
  };
}

function errorsKpi({ traffic }: Known): Kpi {
  const ratio = traffic?.error_ratio ?? null;
  return {
    id: 'errors',
    label: 'Errors',
    value: ratio === null ? '–' : formatPercent(ratio),
    of:
      traffic === undefined
        ? 'not known'
        : `of ${plural(traffic.requests, 'request')} in ${formatSeconds(traffic.window_s)}`,
    target: below(ratio, TARGETS.errorRatio, '0.1 %'),
    tip: 'Requests answered with a status of 500 and above, of all over the last five minutes',
  };
}

function memoryKpi({ memory }: Known): Kpi {
  const bytes = memory?.bytes ?? null;
  const isGpu = memory?.kind === 'gpu';
  return {
    id: 'memory',
    label: isGpu ? 'GPU memory' : 'Model memory',
    value: bytes === null ? '–' : formatBytes(bytes),
    of: memory == null ? 'no detector runs' : isGpu ? 'held by the detectors' : 'of the host, no GPU in use',
    target: isGpu ? below(bytes, TARGETS.gpuBytes, formatBytes(TARGETS.gpuBytes)) : null,
    tip:
      memory?.reason ??
      (isGpu
        ? 'Of the memory of the GPUs, what the detectors of this console hold'
        : 'The model runs on the processor; the target, 6 GB, is one for GPU memory'),
  };
}

function availabilityKpi({ availability }: Known): Kpi {
  return {
    id: 'availability',
    label: 'Availability',
    value: availability === null ? '–' : formatAvailability(availability.ratio),
    of: availability === null ? 'known after a minute' : availability.words,
    target:
      availability === null
        ? null
        : {
            words: `${availability.ratio >= TARGETS.availability ? 'at least' : 'below'} 99.9 %`,
            met: availability.ratio >= TARGETS.availability,
          },
    tip: 'Share of the minutes of the last 24 hours in which the console ran. Time in which it was shut down on purpose counts as well; time before its first start does not',
  };
}

/** The figures that the console serves, beside their targets. */
export function kpisOf(known: Known): Kpi[] {
  const { status, latest, run } = known;
  const all = `of the last ${plural(latest.length, 'image')}`;
  const timings = latest.map(({ timings_ms }) => timings_ms);
  const answer = quantile(
    timings.map(({ total }) => total),
    0.95,
  );
  const inference = quantile(
    timings.map((each) => each.inference),
    0.95,
  );
  const wait = quantile(
    timings.map(({ queue }) => queue),
    1,
  );
  const { queue_length, queue_limit } = status;
  return [
    rateKpi(known),
    {
      id: 'answer',
      label: 'Answer time, p95',
      value: answer === null ? '–' : formatMs(answer),
      of: all,
      target: belowMs(answer, TARGETS.answerMs),
      tip: '95 % of these images were answered at least as fast: waiting, decoding, model run, boxes',
    },
    {
      id: 'run',
      label: 'Model run, p95',
      value: inference === null ? '–' : formatMs(inference),
      of: all,
      target: belowMs(inference, TARGETS.runMs),
      tip: 'The run of the model alone',
    },
    errorsKpi(known),
    {
      id: 'wait',
      label: 'Longest wait',
      value: wait === null ? '–' : formatMs(wait),
      of: `${formatCount(queue_length)} of ${formatCount(queue_limit)} waiting now`,
      target: belowMs(wait, TARGETS.waitMs),
      tip: `In the queue, ${all}`,
    },
    {
      id: 'load',
      label: 'Model load',
      value: run === null ? '–' : formatMs(run.load_ms),
      of: status.model?.name ?? 'no model',
      target: belowMs(run?.load_ms ?? null, TARGETS.loadMs),
      tip: 'From the file to the first answer it could give',
    },
    memoryKpi(known),
    availabilityKpi(known),
  ];
}
