import { useEffect, useId, useRef } from 'react';
import { Link } from 'wouter';
import type { Alert } from '../../../native/contract/http/alerts.ts';
import { SeverityMark } from '../../components/SeverityMark.tsx';
import { TimeAgo } from '../../components/TimeAgo.tsx';
import { AlertDetails } from './AlertDetails.tsx';
import { conditionWords, labelWords, lastedWords, withUnit } from './alert-words.ts';
import { Handled } from './Handled.tsx';
import { RowHead } from './RowHead.tsx';

interface AlertRowProps {
  rowKey: string;
  alert: Alert;
  level: number;
  /** It stands in the group of its rule, which says the name already. */
  isMember: boolean;
  open: boolean;
  onToggle: () => void;
  onAcknowledge: () => void;
  onSilence: () => void;
}

export function AlertRow(props: AlertRowProps) {
  const { rowKey, alert, level, isMember, open, onToggle, onAcknowledge, onSilence } = props;
  const { name, inhibited_by, resolved_at } = alert;
  const id = useId();
  const place = useRef<HTMLTableSectionElement>(null);
  const labels = labelWords(alert);
  // One that the address names may stand far below.
  const cameOpen = useRef(open);
  useEffect(() => {
    if (cameOpen.current) place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const asMember = isMember && labels !== '';
  return (
    <tbody ref={place} data-row={rowKey} data-open={open || undefined}>
      <tr>
        <RowHead
          level={level}
          open={open}
          controls={id}
          onToggle={onToggle}
          {...(asMember ? { label: `${name}, ${labels}` } : { sub: labels })}
        >
          {asMember ? labels : name}
        </RowHead>
        <td>
          <SeverityMark severity={alert.severity} />
        </td>
        <td className="alert-component">{alert.component}</td>
        <td className="alert-description">
          {alert.description}
          {inhibited_by !== null && !isMember && <span className="alert-sub">{inhibited_by.because}</span>}
        </td>
        <td className="number">
          <strong>{withUnit(alert.value, alert.unit)}</strong>
          <span className="alert-sub">{conditionWords(alert)}</span>
        </td>
        <td>
          <TimeAgo iso={resolved_at ?? alert.started_at} />
          {resolved_at !== null && <span className="alert-sub">lasted {lastedWords(alert, Date.now())}</span>}
        </td>
        <td>
          <Handled alerts={[alert]} onAcknowledge={onAcknowledge} />
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={7} id={id} className="alert-opened">
            {inhibited_by !== null && (
              <p className="alert-inhibited">
                Nobody is told of this while <Link href={`/alerts/${inhibited_by.id}`}>{inhibited_by.name}</Link> fires.{' '}
                {inhibited_by.because}
              </p>
            )}
            <AlertDetails alert={alert} onSilence={onSilence} />
          </td>
        </tr>
      )}
    </tbody>
  );
}
