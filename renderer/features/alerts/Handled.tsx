import { Button, Tooltip } from '@mantine/core';
import { IconBellOff, IconCheck, IconFold } from '@tabler/icons-react';
import type { Alert } from '../../../native/contract/http/alerts.ts';
import { formatExact } from '../../components/format.ts';
import type { Several } from './alert-groups.ts';
import { reasonWords } from './alert-words.ts';
import { countWords, someWords } from './group-words.ts';

interface HandledProps {
  /** Of one rule and state. */
  alerts: Several<Alert>;
  onAcknowledge: () => void;
}

const capital = (words: string) => words.slice(0, 1).toUpperCase() + words.slice(1);

function Inhibited({ alerts }: Pick<HandledProps, 'alerts'>) {
  const [{ inhibited_by }] = alerts;
  if (inhibited_by === null) return null;
  return (
    <Tooltip label={`By ${inhibited_by.name}. Nobody is told while that fires.`}>
      <span className="alert-mark quiet">
        <IconFold size={14} aria-hidden /> Inhibited
      </span>
    </Tooltip>
  );
}

/** What somebody has done about alerts: a mark each, or the button to do so. */
export function Handled({ alerts, onAcknowledge }: HandledProps) {
  const [first] = alerts;
  const acknowledged = alerts.filter(({ acknowledged_at }) => acknowledged_at !== null);
  const silenced = alerts.filter(({ silenced_until }) => silenced_until !== null);
  const [last] = acknowledged.toSorted((a, b) => (b.acknowledged_at ?? '').localeCompare(a.acknowledged_at ?? ''));
  if (first.state === 'resolved') {
    const reasons = new Set(alerts.map(({ resolved_reason }) => reasonWords(resolved_reason)));
    return <span className="quiet">{reasons.size === 1 ? [...reasons] : 'For several reasons.'}</span>;
  }
  const several = alerts.length > 1;
  return (
    <span className="alert-handled">
      <Inhibited alerts={alerts} />
      {acknowledged.length < alerts.length && first.inhibited_by === null && (
        <Button
          variant="default"
          size="compact-xs"
          {...(several && { 'aria-label': `Acknowledge all: ${countWords(alerts)} of ${first.name}` })}
          onClick={onAcknowledge}
        >
          {several ? 'Acknowledge all' : 'Acknowledge'}
        </Button>
      )}
      {last?.acknowledged_at != null && (
        <Tooltip label={formatExact(last.acknowledged_at)}>
          <span className="alert-mark">
            <IconCheck size={14} aria-hidden /> {capital(someWords(acknowledged.length, alerts.length, 'acknowledged'))}
            {last.acknowledged_by !== null && ` by ${last.acknowledged_by}`}
          </span>
        </Tooltip>
      )}
      {silenced[0]?.silenced_until != null && (
        <Tooltip label={`Until ${formatExact(silenced[0].silenced_until)}`}>
          <span className="alert-mark">
            <IconBellOff size={14} aria-hidden /> {capital(someWords(silenced.length, alerts.length, 'silenced'))}
          </span>
        </Tooltip>
      )}
    </span>
  );
}
