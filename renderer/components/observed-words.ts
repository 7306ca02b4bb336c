import type { ObservedPrecision, Proportion } from '../../native/contract/http/feedback.ts';
import { plural } from './format.ts';

const proportion = ({ value, low, high }: Proportion): string =>
  `${value.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;

/** "Observed precision 0.93 (0.88–0.96) from 120 detections", with the recall where objects were said to be missed. */
export function observedWords({ overall }: Pick<ObservedPrecision, 'overall'>): string {
  const { precision, recall, missed } = overall;
  const lost = missed === 0 ? '' : `, ${plural(missed, 'object')} missed`;
  if (precision === null)
    return missed === 0
      ? 'No observed precision yet: say in History which detections are right'
      : `No verdict on a detection yet${lost}`;
  const found = missed === 0 || recall === null ? '' : `; recall ${proportion(recall)}${lost}`;
  return `Observed precision ${proportion(precision)} from ${plural(precision.of, 'detection')}${found}`;
}
