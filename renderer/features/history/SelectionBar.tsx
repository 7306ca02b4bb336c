import { Button, Tooltip } from '@mantine/core';
import { IconDownload, IconPin, IconPinnedOff, IconTrash, IconX } from '@tabler/icons-react';
import { formatCount, plural } from '../../components/format.ts';
import type { MatchCount } from './match-count.ts';

interface SelectionBarProps {
  /** null: all that match. */
  selected: number | null;
  match: MatchCount;
  /** Everything selected is pinned already, so that the pin takes it away. */
  pinned: boolean;
  onSelectAll: () => void;
  onPin: () => void;
  onExport: () => void;
  onDelete: () => void;
  onClear: () => void;
}

const icon = { size: 15, stroke: 1.7, 'aria-hidden': true } as const;

/** What can be done with the selected results; stands over the list, so that nothing moves when it comes. */
export function SelectionBar(props: SelectionBarProps) {
  const { selected, match, pinned, onSelectAll, onPin, onExport, onDelete, onClear } = props;
  const all = selected === null;
  const total = match.exact ? formatCount(match.count) : '';
  return (
    <div className="history-selection" role="toolbar" aria-label="Selected results">
      <strong role="status">
        {all
          ? match.exact
            ? `All ${plural(match.count, 'result')} selected`
            : 'All results that match selected'
          : `${formatCount(selected)} selected`}
      </strong>
      {!all && (!match.exact || selected < match.count) && (
        <Button variant="subtle" onClick={onSelectAll}>
          Select all {total} that match
        </Button>
      )}
      <span className="history-selection-line" />
      <Tooltip label={all ? 'Pins are set on results selected one by one' : `${pinned ? 'Unpin' : 'Pin'} (p)`}>
        <Button
          variant="default"
          {...(all ? { 'data-disabled': true } : {})}
          aria-disabled={all}
          leftSection={pinned ? <IconPinnedOff {...icon} /> : <IconPin {...icon} />}
          onClick={() => !all && onPin()}
        >
          {pinned ? 'Unpin' : 'Pin'}
        </Button>
      </Tooltip>
      <Button variant="default" leftSection={<IconDownload {...icon} />} onClick={onExport}>
        Export
      </Button>
      <Tooltip label="Delete, with undo (Del)">
        <Button variant="default" leftSection={<IconTrash {...icon} />} onClick={onDelete}>
          Delete
        </Button>
      </Tooltip>
      <Tooltip label="Select none (Esc)">
        <Button variant="subtle" color="gray" px={8} aria-label="Select none" onClick={onClear}>
          <IconX {...icon} />
        </Button>
      </Tooltip>
    </div>
  );
}
