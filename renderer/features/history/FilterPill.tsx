import { Popover } from '@mantine/core';
import { IconChevronDown, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';

interface FilterPillProps {
  /** What is filtered by: "Score". */
  label: string;
  /** What it is filtered to: "at least 0.50"; null while it is not. */
  value: string | null;
  onClear: () => void;
  /** The choice, with the way to close it. */
  children: (close: () => void) => ReactNode;
}

/** One filter: a button that opens its choice and, while it narrows the list, says to what and can be taken away. */
export function FilterPill({ label, value, onClear, children }: FilterPillProps) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <span className="history-pill" data-active={value !== null || undefined}>
      <Popover opened={open} onChange={setOpen} position="bottom-start" shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <button type="button" className="history-pill-open" aria-expanded={open} onClick={() => setOpen(!open)}>
            {label}
            {value === null ? <IconChevronDown size={13} aria-hidden /> : <strong>{value}</strong>}
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={label}>{children(close)}</Popover.Dropdown>
      </Popover>
      {value !== null && <ClearButton label={label} onClear={onClear} />}
    </span>
  );
}

/** Takes one filter away. */
export function ClearButton({ label, onClear }: { label: string; onClear: () => void }) {
  return (
    <button type="button" className="history-pill-clear" aria-label={`Remove the filter ${label}`} onClick={onClear}>
      <IconX size={13} aria-hidden />
    </button>
  );
}
