import type { AlertGroup } from './alert-groups.ts';
import { inhibitsRules, inhibitsWords } from './group-words.ts';
import { RowHead } from './RowHead.tsx';

interface InhibitsRowProps {
  rowKey: string;
  /** The one that inhibits. */
  group: AlertGroup;
  level: number;
  open: boolean;
  onToggle: () => void;
}

/** What an alert keeps quiet, folded beneath it. */
export function InhibitsRow({ rowKey, group, level, open, onToggle }: InhibitsRowProps) {
  const words = inhibitsWords(group);
  return (
    <tbody data-row={rowKey} className="alert-inhibits">
      <tr>
        <RowHead level={level} open={open} onToggle={onToggle} label={`${group.name}: ${words}`}>
          {words}
        </RowHead>
        <td colSpan={6}>
          Nobody is told of them while {group.alerts.length === 1 ? 'this fires' : 'these fire'}: {inhibitsRules(group)}
        </td>
      </tr>
    </tbody>
  );
}
