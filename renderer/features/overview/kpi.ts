import type { HistoryItem } from '../../../native/contract/http/history.ts';
import type { ModelRun } from '../../../native/contract/http/models.ts';
import type { ConsoleStatus } from '../../../native/contract/http/status.ts';
import { formatBytes, formatCount, formatMs, formatRate, plural } from '../../components/format.ts';

/** What the console is held against, in milliseconds: an image answered, a model run, a wait, a load of a model. */
export const TARGETS_MS = { answer: 200, run: 100, wait: 5_000, load: 30_000 } as const;

export interface Kpi {
  id: 'rate' | 'answer' | 'run' | 'wait' | 'load' | 'history';
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

function against(ms: number | null, target: number): Kpi['target'] {
  return ms === null ? null : { words: `${ms < target ? 'under' : 'over'} ${shortMs(target)}`, met: ms < target };
}

interface Known {
  status: ConsoleStatus;
  latest: readonly Pick<HistoryItem, 'timings_ms'>[];
  /** The run of the model that answers; null while it is not known. */
  run: Pick<ModelRun, 'load_ms'> | null;
}

/** The figures that the console serves, beside their targets. */
export function kpisOf({ status, latest, run }: Known): Kpi[] {
  const all = `of the last ${plural(latest.length, 'image')}`;
  const answer = quantile(
    latest.map(({ timings_ms }) => timings_ms.total),
    0.95,
  );
  const inference = quantile(
    latest.map(({ timings_ms }) => timings_ms.inference),
    0.95,
  );
  const wait = quantile(
    latest.map(({ timings_ms }) => timings_ms.queue),
    1,
  );
  const { images_per_s, queue_length, queue_limit, history } = status;
  return [
    {
      id: 'rate',
      label: 'Images answered',
      value: formatRate(images_per_s),
      of: `${formatCount(Math.round(images_per_s * 60))} a minute`,
      target: null,
      tip: 'Over the last 10 seconds',
    },
    {
      id: 'answer',
      label: 'Answer time, p95',
      value: answer === null ? '–' : formatMs(answer),
      of: all,
      target: against(answer, TARGETS_MS.answer),
      tip: '95 % of these images were answered at least as fast: waiting, decoding, model run, boxes',
    },
    {
      id: 'run',
      label: 'Model run, p95',
      value: inference === null ? '–' : formatMs(inference),
      of: all,
      target: against(inference, TARGETS_MS.run),
      tip: 'The run of the model alone',
    },
    {
      id: 'wait',
      label: 'Longest wait',
      value: wait === null ? '–' : formatMs(wait),
      of: `${formatCount(queue_length)} of ${formatCount(queue_limit)} waiting now`,
      target: against(wait, TARGETS_MS.wait),
      tip: `In the queue, ${all}`,
    },
    {
      id: 'load',
      label: 'Model load',
      value: run === null ? '–' : formatMs(run.load_ms),
      of: status.model?.name ?? 'no model',
      target: against(run?.load_ms ?? null, TARGETS_MS.load),
      tip: 'From the file to the first answer it could give',
    },
    {
      id: 'history',
      label: 'Results kept',
      value: formatCount(history.count),
      of: `${formatBytes(history.bytes)} on disk`,
      target: null,
      tip: 'In history, pictures included',
    },
  ];
}
