import { ActionIcon, Button, CopyButton, Tooltip } from '@mantine/core';
import {
  IconArrowLeft,
  IconCheck,
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconLink,
  IconPin,
  IconPinFilled,
  IconTrash,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { FirstLine } from '../../components/FirstLine.tsx';
import { formatCount } from '../../components/format.ts';
import type { HistoryRow } from './history-row.ts';

interface ToolProps {
  label: string;
  keys?: string;
  /** null: it cannot be done now. */
  onClick: (() => void) | null;
  pressed?: boolean;
  children: ReactNode;
}

function Tool({ label, keys, onClick, pressed, children }: ToolProps) {
  return (
    <Tooltip label={keys === undefined ? label : `${label} (${keys})`}>
      <ActionIcon
        variant="default"
        size="input-xs"
        aria-label={label}
        aria-pressed={pressed}
        disabled={onClick === null}
        onClick={() => onClick?.()}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

interface ResultHeaderProps {
  /** Absent while it is not there, or never will be. */
  row: HistoryRow | undefined;
  title: string;
  /** Where it stands in the list; of how many, where that is known. */
  place: { at: number; of: number | null } | null;
  close: () => void;
  before: (() => void) | null;
  after: (() => void) | null;
  pin: (() => void) | null;
  export: (() => void) | null;
  remove: (() => void) | null;
}

const icon = { size: 16, stroke: 1.7, 'aria-hidden': true } as const;

export function ResultHeader(props: ResultHeaderProps) {
  const { row, title, place, close, before, after, pin, remove } = props;
  const link = row === undefined ? '' : `${window.location.origin}/history/${row.id}`;
  return (
    <div className="history-result-header">
      <Button variant="subtle" color="gray" leftSection={<IconArrowLeft {...icon} />} onClick={close} title="Esc">
        History
      </Button>
      <FirstLine
        actions={
          <>
            {place !== null && (
              <span className="quiet history-result-place">
                {formatCount(place.at + 1)}
                {place.of === null ? '' : ` of ${formatCount(place.of)}`}
              </span>
            )}
            <ActionIcon.Group>
              <Tool label="Previous result" keys="←" onClick={before}>
                <IconChevronLeft {...icon} />
              </Tool>
              <Tool label="Next result" keys="→" onClick={after}>
                <IconChevronRight {...icon} />
              </Tool>
            </ActionIcon.Group>
            <Tool label={row?.pinned ? 'Unpin' : 'Pin'} keys="p" pressed={row?.pinned ?? false} onClick={pin}>
              {row?.pinned ? <IconPinFilled {...icon} /> : <IconPin {...icon} />}
            </Tool>
            <CopyButton value={link}>
              {({ copied, copy }) => (
                <Tool label={copied ? 'Link copied' : 'Copy link'} onClick={row === undefined ? null : copy}>
                  {copied ? <IconCheck {...icon} /> : <IconLink {...icon} />}
                </Tool>
              )}
            </CopyButton>
            <Tool label="Export this result" onClick={props.export}>
              <IconDownload {...icon} />
            </Tool>
            <Tool label="Delete, with undo" keys="Del" onClick={remove}>
              <IconTrash {...icon} />
            </Tool>
          </>
        }
      >
        {title}
      </FirstLine>
    </div>
  );
}
