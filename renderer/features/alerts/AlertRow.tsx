import { Button, Tooltip } from '@mantine/core';
import { IconBellOff, IconCheck, IconChevronRight } from '@tabler/icons-react';
import { useEffect, useId, useRef } from 'react';
import type { Alert } from '../../../native/contract/http/alerts.ts';
import { formatExact } from '../../components/format.ts';
import { SeverityMark } from '../../components/SeverityMark.tsx';
import { TimeAgo } from '../../components/TimeAgo.tsx';
import { AlertDetails } from './AlertDetails.tsx';
import { conditionWords, labelWords, lastedWords, reasonWords, withUnit } from './alert-words.ts';

/** What somebody has done about it: a mark each, or the button to do so. */
function Handled({ alert, onAcknowledge }: { alert: Alert; onAcknowledge: () => void }) {
  const { state, acknowledged_at, acknowledged_by, silenced_until } = alert;
  if (state === 'resolved') return <span className="quiet">{reasonWords(alert.resolved_reason)}</span>;
  return (
    <span className="alert-handled">
      {acknowledged_at === null ? (
        <Button variant="default" size="compact-xs" onClick={onAcknowledge}>
          Acknowledge
        </Button>
      ) : (
        <Tooltip label={formatExact(acknowledged_at)}>
          <span className="alert-mark">
            <IconCheck size={14} aria-hidden /> Acknowledged
            {acknowledged_by !== null && ` by ${acknowledged_by}`}
          </span>
        </Tooltip>
      )}
      {silenced_until !== null && (
        <Tooltip label={`Until ${formatExact(silenced_until)}`}>
          <span className="alert-mark">
            <IconBellOff size={14} aria-hidden /> Silenced
          </span>
        </Tooltip>
      )}
    </span>
  );
}

interface AlertRowProps {
  alert: Alert;
  open: boolean;
  onToggle: () => void;
  onAcknowledge: () => void;
  onSilence: () => void;
}

export function AlertRow({ alert, open, onToggle, onAcknowledge, onSilence }: AlertRowProps) {
  const id = useId();
  const place = useRef<HTMLTableSectionElement>(null);
  const labels = labelWords(alert);
  // One that the address names may stand far below.
  const cameOpen = useRef(open);
  useEffect(() => {
    if (cameOpen.current) place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <tbody ref={place} data-alert={alert.id} data-open={open || undefined}>
      <tr>
        <th scope="row">
          <button
            type="button"
            className="alert-open"
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={onToggle}
          >
            <IconChevronRight size={15} className="chevron" data-open={open || undefined} aria-hidden />
            {alert.name}
          </button>
          {labels !== '' && <span className="alert-sub">{labels}</span>}
        </th>
        <td>
          <SeverityMark severity={alert.severity} />
        </td>
        <td>{alert.component}</td>
        <td className="alert-description">{alert.description}</td>
        <td className="number">
          <strong>{withUnit(alert.value, alert.unit)}</strong>
          <span className="alert-sub">{conditionWords(alert)}</span>
        </td>
        <td>
          <TimeAgo iso={alert.resolved_at ?? alert.started_at} />
          {alert.resolved_at !== null && <span className="alert-sub">lasted {lastedWords(alert, Date.now())}</span>}
        </td>
        <td>
          <Handled alert={alert} onAcknowledge={onAcknowledge} />
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={7} id={id}>
            <AlertDetails alert={alert} onSilence={onSilence} />
          </td>
        </tr>
      )}
    </tbody>
  );
}
