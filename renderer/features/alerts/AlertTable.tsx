import { useId } from 'react';
import type { Alert } from '../../../native/contract/http/alerts.ts';
import { plural } from '../../components/format.ts';
import { AlertRow } from './AlertRow.tsx';
import type { AlertGroup, AlertRowModel } from './alert-groups.ts';
import { GroupRow } from './GroupRow.tsx';
import { InhibitsRow } from './InhibitsRow.tsx';

/** What can be done in a table. */
export interface RowActions {
  isOpen: (row: AlertRowModel) => boolean;
  toggle: (row: AlertRowModel) => void;
  acknowledge: (row: AlertRowModel) => void;
  silence: (row: AlertRowModel) => void;
}

interface AlertTableProps {
  title: string;
  /** All of one state, but for what they inhibit. */
  groups: readonly AlertGroup[];
  rows: readonly AlertRowModel[];
  state: Alert['state'];
  actions: RowActions;
}

function Row({ row, actions }: { row: AlertRowModel; actions: RowActions }) {
  const { key, level } = row;
  const shared = { rowKey: key, level, open: actions.isOpen(row), onToggle: () => actions.toggle(row) };
  const onAcknowledge = () => actions.acknowledge(row);
  switch (row.kind) {
    case 'group':
      return <GroupRow {...shared} group={row.group} onAcknowledge={onAcknowledge} />;
    case 'inhibits':
      return <InhibitsRow {...shared} group={row.group} />;
    case 'alert':
      return (
        <AlertRow
          {...shared}
          alert={row.alert}
          isMember={row.isMember}
          onAcknowledge={onAcknowledge}
          onSilence={() => actions.silence(row)}
        />
      );
  }
}

/** Alerts of one state by their rule, each opening to what it means and what to do. */
export function AlertTable({ title, groups, rows, state, actions }: AlertTableProps) {
  const id = useId();
  const isOver = state === 'resolved';
  const count = groups.reduce((sum, { alerts }) => sum + alerts.length, 0);
  return (
    <section className="panel alerts-panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <span className="quiet">
          {plural(count, 'alert')}
          {!isOver && groups.length < count && ` of ${plural(groups.length, 'rule')}`}
        </span>
      </header>
      <table className="alerts-table">
        <thead>
          <tr>
            <th scope="col">Alert</th>
            <th scope="col">Severity</th>
            <th scope="col" className="alert-component">
              Component
            </th>
            <th scope="col">Description</th>
            <th scope="col" className="number">
              Value
            </th>
            <th scope="col">{isOver ? 'Ended' : 'Since'}</th>
            <th scope="col">{isOver ? 'Why' : 'Handled'}</th>
          </tr>
        </thead>
        {rows.map((row) => (
          <Row key={row.key} row={row} actions={actions} />
        ))}
      </table>
    </section>
  );
}
