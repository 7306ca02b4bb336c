import type { DriftResponse } from '../../../native/contract/http/drift.ts';
import { formatCount } from '../../components/format.ts';
import { featureName } from './feature-words.ts';

const list = new Intl.ListFormat('en', { type: 'conjunction' });
/** More names than these are counted only. */
const MOST_NAMED = 3;

type Sentenced = Pick<
  DriftResponse,
  'state' | 'dataset_drift' | 'num_drifted_features' | 'num_features' | 'dataset_alarm' | 'reference' | 'current'
> & { features: readonly Pick<DriftResponse['features'][number], 'feature' | 'drifted'>[] };

const filled = ({ size, target }: { size: number; target: number }): string =>
  `${formatCount(size)} of ${formatCount(target)} images`;

/**
 * The first line of the page: the verdict in one sentence, without when it was found. `limit` is the share of features
 * from which on the data set has drifted; null while it is not known.
 */
export function driftSentence(drift: Sentenced, hasModel: boolean, limit: number | null): string {
  const { state, reference, current, num_features, num_drifted_features } = drift;
  if (!hasModel && state !== 'active') return 'Drift is watched once a model is loaded';
  if (state === 'collecting_reference') return `Collecting the reference: ${filled(reference)}`;
  if (state === 'collecting_current') return `The reference is complete; the current window has ${filled(current)}`;
  if (drift.dataset_drift === null || num_features === null || num_drifted_features === null)
    return 'Both windows are full and are being judged for the first time';
  const names = drift.features.filter(({ drifted }) => drifted === true).map(({ feature }) => featureName(feature));
  const which =
    names.length > 0 && names.length <= MOST_NAMED ? ` (${list.format(names.map((name) => name.toLowerCase()))})` : '';
  const word = verdictWord(drift);
  const count = `${num_drifted_features} of ${num_features} features`;
  if (word !== 'No drift' || num_drifted_features === 0) return `${word}: ${count}${which}`;
  const have = num_drifted_features === 1 ? 'has' : 'have';
  const than = limit === null ? '' : `, ${fewest(limit, num_features)} would make one`;
  return `No dataset drift: ${count} ${have} drifted${which}${than}`;
}

/** The fewest of `count` features that are the share `limit` of them, by the same division as the verdict's. */
function fewest(limit: number, count: number): number {
  const at = Math.floor(limit * count);
  return at / count >= limit ? at : at + 1;
}

function verdictWord({ dataset_drift, dataset_alarm }: Sentenced): string {
  switch (dataset_alarm.phase) {
    case 'confirmed':
      return 'Drift, confirmed';
    case 'clearing':
      return dataset_drift === true ? 'Drift, confirmed' : 'Drift is clearing';
    case 'suspected':
      return dataset_drift === true ? 'Drift suspected' : 'No drift';
    case 'quiet':
      return dataset_drift === true ? 'Drift' : 'No drift';
  }
}

/** What the phase of the alarm means for what comes next; null where nothing is to be said. */
export function phaseNote({
  dataset_alarm,
  dataset_drift,
  current,
}: Pick<Sentenced, 'dataset_alarm' | 'dataset_drift' | 'current'>): string | null {
  const window = `${formatCount(current.target)} images`;
  switch (dataset_alarm.phase) {
    case 'suspected':
      return dataset_drift === true
        ? `Drift counts as confirmed when a window that shares no image with the first to show it, ${window} later, shows it too.`
        : 'An earlier window showed drift, the present one does not: it is not confirmed.';
    case 'clearing':
      return `It counts as over once ${window} without drift have come.`;
    case 'confirmed':
    case 'quiet':
      return null;
  }
}

/** Which images the verdict is of, as the sentence goes on after the time: "on images 1,204 to 1,253". */
export function imagesWords({ first, last }: NonNullable<DriftResponse['checked_images']>): string {
  const name = (id: number | string) => (typeof id === 'number' ? formatCount(id) : id);
  return `on images ${name(first)} to ${name(last)}`;
}
