import './alerts.css';
import { Skeleton } from '@mantine/core';
import { Link } from 'wouter';
import { useAlerts } from '../../../api/alerts.ts';
import { plural } from '../../../components/format.ts';
import { ProblemNote } from '../../../components/ProblemNote.tsx';
import { SeverityMark } from '../../../components/SeverityMark.tsx';
import { TimeAgo } from '../../../components/TimeAgo.tsx';
import type { AlertGroup } from '../../alerts/alert-groups.ts';
import { labelWords } from '../../alerts/alert-words.ts';
import { countWords, furthest, inhibitsWords, memberWords, spanOf } from '../../alerts/group-words.ts';
import { activeGroups, stateWords } from './active-alerts.ts';
import { PanelFrame } from './PanelFrame.tsx';

function GroupRow({ group }: { group: AlertGroup }) {
  const { name, alerts } = group;
  const worst = furthest(alerts);
  const several = alerts.length > 1;
  const which = several ? countWords(alerts) : labelWords(worst);
  const also = [stateWords(alerts, Date.now()), inhibitsWords(group)].filter(Boolean).join(' ');
  return (
    <tr>
      <th scope="row">
        <Link href={`/alerts/${worst.id}`}>{name}</Link>
        {which !== '' && <span className="quiet"> {which}</span>}
      </th>
      <td>
        <SeverityMark severity={worst.severity} />
      </td>
      <td>{worst.component}</td>
      <td className="alert-description">
        {several ? memberWords(alerts) : worst.description}
        <span className="quiet"> {also}</span>
      </td>
      <td>
        <TimeAgo iso={spanOf(alerts).started_at} />
      </td>
    </tr>
  );
}

function AlertTable({ groups }: { groups: readonly AlertGroup[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
    <section className="active-alerts-place" tabIndex={0} aria-label="Table of active alerts">
      <table className="active-alerts">
        <thead>
          <tr>
            <th scope="col">Alert</th>
            <th scope="col">Severity</th>
            <th scope="col">Component</th>
            <th scope="col">Description</th>
            <th scope="col">Since</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <GroupRow key={group.key} group={group} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Alerts that are firing or about to. That there are none is said only where the console has just said so. */
export function AlertsPanel() {
  const { data, error, dataUpdatedAt, refetch } = useAlerts();
  const active = data === undefined ? [] : activeGroups(data.alerts);
  const count = active.reduce((sum, { alerts }) => sum + alerts.length, 0);
  return (
    <PanelFrame
      title="Active alerts"
      {...(active.length > 0 && { of: plural(count, 'alert') })}
      action={<Link href="/alerts">All alerts</Link>}
    >
      {error !== null ? (
        <>
          <ProblemNote error={error} onRetry={() => void refetch()} />
          {data !== undefined && (
            <p className="quiet alert-words">
              Alerts could not be asked for; {active.length === 0 ? 'none was active' : 'these were active'}{' '}
              <TimeAgo iso={new Date(dataUpdatedAt).toISOString()} />.
            </p>
          )}
          {active.length > 0 && <AlertTable groups={active} />}
        </>
      ) : data === undefined ? (
        <Skeleton height={40} aria-label="Asking for alerts" />
      ) : active.length === 0 ? (
        <p className="alert-words">No alert is active. A rule that is met appears here with what it found.</p>
      ) : (
        <AlertTable groups={active} />
      )}
    </PanelFrame>
  );
}
