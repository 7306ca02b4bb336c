import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { TelemetrySource } from '../../../native/contract/http/system.ts';
import { plural } from '../../components/format.ts';

const TELLS: Readonly<Record<TelemetrySource['name'], string>> = {
  nvidia_gpus: 'Figures of the GPUs',
  nvidia_processes: 'Who holds GPU memory',
};

function note({ name, state, detail, skipped_lines }: TelemetrySource): string | null {
  if (state === 'absent') return null;
  if (state !== 'running') return `${TELLS[name]}: ${detail}`;
  if (skipped_lines === 0) return null;
  return `${TELLS[name]}: ${plural(skipped_lines, 'line')} of nvidia-smi made no sense and ${skipped_lines === 1 ? 'was' : 'were'} skipped.`;
}

/** What is amiss with the sources of figures; nothing where all is well. */
export function SourceNotes({ sources }: { sources: readonly TelemetrySource[] }) {
  const notes = sources.flatMap((source) => {
    const words = note(source);
    return words === null ? [] : [{ name: source.name, words, isTrouble: source.state !== 'starting' }];
  });
  if (notes.length === 0) return null;
  return (
    <ul className="panel source-notes" aria-label="Sources of figures">
      {notes.map(({ name, words, isTrouble }) => (
        <li key={name}>
          {isTrouble ? <IconAlertTriangle size={16} aria-hidden /> : <IconInfoCircle size={16} aria-hidden />}
          {words}
        </li>
      ))}
    </ul>
  );
}
