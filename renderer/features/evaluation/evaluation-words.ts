import type { Evaluation, EvaluationState, EvaluationSummary } from '../../../native/contract/http/evaluations.ts';
import { formatCount, plural } from '../../components/format.ts';

/** Average precision, precision, recall: three digits; a dash where there is nothing to divide by. */
export const formatRatio = (ratio: number | null): string => (ratio === null ? '–' : ratio.toFixed(3));

export const STATE_WORDS: Readonly<Record<EvaluationState, string>> = {
  preparing: 'reading labels',
  running: 'running',
  finished: 'finished',
  failed: 'failed',
  cancelled: 'cancelled',
  interrupted: 'interrupted',
};

/** "120 of 500 images", or what is done before there is anything to count. */
export function progressWords({ state, progress }: Pick<EvaluationSummary, 'state' | 'progress'>): string {
  if (state === 'preparing' || progress.total === 0) return 'Reading labels';
  return `${formatCount(progress.done)} of ${plural(progress.total, 'image')}`;
}

/** The first line of one evaluation: its figure, or how far it came. */
export function evaluationSentence(evaluation: Evaluation): string {
  const { name, state, result } = evaluation;
  if (result !== null)
    return `mAP50 ${formatRatio(result.map50)} over ${plural(result.images, 'image')}, ${plural(result.objects, 'object')}`;
  switch (state) {
    case 'preparing':
      return `${name}: the labels are being read`;
    case 'running':
      return `${name}: ${progressWords(evaluation)}`;
    case 'failed':
      return `${name} failed`;
    case 'cancelled':
      return `${name} was cancelled after ${progressWords(evaluation)}`;
    case 'interrupted':
      return `${name} was interrupted: the console ended meanwhile`;
    case 'finished':
      return `${name} has finished`;
  }
}

/** The first line of the list: the newest figure there is. */
export function listSentence(items: readonly EvaluationSummary[] | undefined): string {
  if (items === undefined) return 'Asking for the evaluations';
  const under = items.find(({ state }) => state === 'preparing' || state === 'running');
  if (under !== undefined) return `${under.model.name} is being evaluated on ${under.name}: ${progressWords(under)}`;
  const last = items.find(({ figures }) => figures !== null);
  if (last?.figures === null || last === undefined) return 'No model has been evaluated yet';
  return `${last.model.name} has mAP50 ${formatRatio(last.figures.map50)} on ${last.name}, ${plural(last.figures.images, 'image')}`;
}
