import { useId } from 'react';
import type { Alert } from '../../../native/contract/http/alerts.ts';
import { plural } from '../../components/format.ts';
import { AlertRow } from './AlertRow.tsx';

interface AlertTableProps {
  title: string;
  /** All of one state. */
  alerts: readonly Alert[];
  open: number | null;
  onToggle: (id: number) => void;
  onAcknowledge: (alert: Alert) => void;
  onSilence: (alert: Alert) => void;
}

/** Alerts of one state, each opening to what it means and what to do. */
export function AlertTable({ title, alerts, open, onToggle, onAcknowledge, onSilence }: AlertTableProps) {
  const id = useId();
  const isOver = alerts[0]?.state === 'resolved';
  return (
    <section className="panel alerts-panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <span className="quiet">{plural(alerts.length, 'alert')}</span>
      </header>
      <table className="alerts-table">
        <thead>
          <tr>
            <th scope="col">Alert</th>
            <th scope="col">Severity</th>
            <th scope="col">Component</th>
            <th scope="col">Description</th>
            <th scope="col" className="number">
              Value
            </th>
            <th scope="col">{isOver ? 'Ended' : 'Since'}</th>
            <th scope="col">{isOver ? 'Why' : 'Handled'}</th>
          </tr>
        </thead>
        {alerts.map((alert) => (
          <AlertRow
            key={alert.id}
            alert={alert}
            open={alert.id === open}
            onToggle={() => onToggle(alert.id)}
            onAcknowledge={() => onAcknowledge(alert)}
            onSilence={() => onSilence(alert)}
          />
        ))}
      </table>
    </section>
  );
}
