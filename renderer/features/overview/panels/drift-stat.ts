import type { DriftResponse } from '../../../../native/contract/http/drift.ts';
import { formatCount } from '../../../components/format.ts';
import { featureName } from '../../drift/feature-words.ts';

/** Whether the data set has drifted, as one word and what it rests on. */
export interface DriftStat {
  kind: 'drifted' | 'stable' | 'unknown';
  word: string;
  detail: string;
  /** How far the window that is filled now is, 0 to 1; null where none is waited for. */
  filled: number | null;
}

type Judged = Pick<
  DriftResponse,
  'state' | 'dataset_drift' | 'num_drifted_features' | 'num_features' | 'dataset_alarm' | 'reference' | 'current'
> & { features: readonly Pick<DriftResponse['features'][number], 'feature' | 'drifted'>[] };

const list = new Intl.ListFormat('en', { type: 'conjunction' });
const MOST_NAMED = 3;

const PHASES: Readonly<Record<DriftResponse['dataset_alarm']['phase'], string>> = {
  quiet: '',
  suspected: ', suspected',
  confirmed: ', confirmed',
  clearing: ', clearing',
};

const share = ({ size, target }: { size: number; target: number }) => (target > 0 ? Math.min(1, size / target) : 0);
const filling = ({ size, target }: { size: number; target: number }) =>
  `${formatCount(size)} of ${formatCount(target)} images`;

export function driftStat(drift: Judged): DriftStat {
  const { state, reference, current, dataset_drift, num_drifted_features, num_features, dataset_alarm } = drift;
  const unknown = { kind: 'unknown', word: 'Not judged yet' } as const;
  if (state === 'collecting_reference') {
    return { ...unknown, detail: `The reference has ${filling(reference)}`, filled: share(reference) };
  }
  if (state === 'collecting_current') {
    return { ...unknown, detail: `The current window has ${filling(current)}`, filled: share(current) };
  }
  if (dataset_drift === null || num_features === null || num_drifted_features === null) {
    return { ...unknown, detail: 'Both windows are full and are being judged', filled: null };
  }
  const names = drift.features.filter(({ drifted }) => drifted === true).map(({ feature }) => featureName(feature));
  const which = names.length > 0 && names.length <= MOST_NAMED ? `: ${list.format(names).toLowerCase()}` : '';
  return {
    kind: dataset_drift ? 'drifted' : 'stable',
    word: dataset_drift ? `Drift${PHASES[dataset_alarm.phase]}` : 'No drift',
    detail: `${num_drifted_features} of ${num_features} features${which}`,
    filled: null,
  };
}
