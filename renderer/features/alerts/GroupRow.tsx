import { SeverityMark } from '../../components/SeverityMark.tsx';
import { TimeAgo } from '../../components/TimeAgo.tsx';
import type { AlertGroup } from './alert-groups.ts';
import { conditionWords, lastedWords } from './alert-words.ts';
import { countWords, furthest, memberWords, rangeWords, spanOf } from './group-words.ts';
import { Handled } from './Handled.tsx';
import { RowHead } from './RowHead.tsx';

interface GroupRowProps {
  rowKey: string;
  group: AlertGroup;
  level: number;
  open: boolean;
  onToggle: () => void;
  onAcknowledge: () => void;
}

/** Alerts of one rule in one row: how many, which, and the one that is furthest off. */
export function GroupRow({ rowKey, group: { name, alerts }, level, open, onToggle, onAcknowledge }: GroupRowProps) {
  const worst = furthest(alerts);
  const span = spanOf(alerts);
  return (
    <tbody data-row={rowKey} data-open={open || undefined}>
      <tr>
        <RowHead
          level={level}
          open={open}
          onToggle={onToggle}
          label={`${name}, ${countWords(alerts)}`}
          sub={countWords(alerts)}
        >
          {name}
        </RowHead>
        <td>
          <SeverityMark severity={worst.severity} />
        </td>
        <td className="alert-component">{worst.component}</td>
        <td className="alert-description">
          {worst.inhibited_by?.because ?? memberWords(alerts)}
          {worst.inhibited_by === null && <span className="alert-sub">Furthest: {worst.description}</span>}
        </td>
        <td className="number">
          <strong>{rangeWords(alerts)}</strong>
          <span className="alert-sub">{conditionWords(worst)}</span>
        </td>
        <td>
          <TimeAgo iso={span.resolved_at ?? span.started_at} />
          {span.resolved_at !== null && <span className="alert-sub">lasted {lastedWords(span, Date.now())}</span>}
        </td>
        <td>
          <Handled alerts={alerts} onAcknowledge={onAcknowledge} />
        </td>
      </tr>
    </tbody>
  );
}
