import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { DriftResponse } from '../../../native/contract/http/drift.ts';
import { plural } from '../../components/format.ts';
import { phaseNote } from './drift-sentence.ts';
import { featureName } from './feature-words.ts';

/** What else is to be known of the verdict: unknown classes, what confirms it, and how far it can be trusted. */
export function DriftNotes({ drift }: { drift: DriftResponse }) {
  const note = phaseNote(drift);
  if (note === null && drift.events.length === 0 && drift.warnings.length === 0) return null;
  return (
    <ul className="drift-notes">
      {drift.events.map(({ feature, value, count }) => (
        <li key={`${feature} ${value}`}>
          <IconAlertTriangle size={15} aria-hidden />
          New class: {value}, in {plural(count, 'image')} of the current window and in none of the reference
        </li>
      ))}
      {note !== null && (
        <li>
          <IconInfoCircle size={15} aria-hidden />
          {note}
        </li>
      )}
      {drift.warnings.map(({ code, feature, detail }) => (
        <li key={`${code} ${feature}`} className="quiet">
          <IconInfoCircle size={15} aria-hidden />
          {feature === null ? '' : `${featureName(feature)}: `}
          {detail}
        </li>
      ))}
    </ul>
  );
}
