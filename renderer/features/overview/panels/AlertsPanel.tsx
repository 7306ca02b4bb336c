import './alerts.css';
import { Skeleton } from '@mantine/core';
import { Link } from 'wouter';
import type { Alert } from '../../../../native/contract/http/alerts.ts';
import { useAlerts } from '../../../api/alerts.ts';
import { plural } from '../../../components/format.ts';
import { ProblemNote } from '../../../components/ProblemNote.tsx';
import { SeverityMark } from '../../../components/SeverityMark.tsx';
import { TimeAgo } from '../../../components/TimeAgo.tsx';
import { labelWords } from '../../alerts/alert-words.ts';
import { activeAlerts, stateWords } from './active-alerts.ts';
import { PanelFrame } from './PanelFrame.tsx';

function AlertRow({ alert }: { alert: Alert }) {
  const labels = labelWords(alert);
  return (
    <tr>
      <th scope="row">
        <Link href={`/alerts/${alert.id}`}>{alert.name}</Link>
        {labels !== '' && <span className="quiet"> {labels}</span>}
      </th>
      <td>
        <SeverityMark severity={alert.severity} />
      </td>
      <td>{alert.component}</td>
      <td className="alert-description">
        {alert.description}
        <span className="quiet"> {stateWords(alert, Date.now())}</span>
      </td>
      <td>
        <TimeAgo iso={alert.started_at} />
      </td>
    </tr>
  );
}

function AlertTable({ alerts }: { alerts: readonly Alert[] }) {
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
          {alerts.map((alert) => (
            <AlertRow key={alert.id} alert={alert} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Alerts that are firing or about to. That there are none is said only where the console has just said so. */
export function AlertsPanel() {
  const { data, error, dataUpdatedAt, refetch } = useAlerts();
  const active = data === undefined ? [] : activeAlerts(data.alerts);
  return (
    <PanelFrame
      title="Active alerts"
      {...(active.length > 0 && { of: plural(active.length, 'alert') })}
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
          {active.length > 0 && <AlertTable alerts={active} />}
        </>
      ) : data === undefined ? (
        <Skeleton height={40} aria-label="Asking for alerts" />
      ) : active.length === 0 ? (
        <p className="alert-words">No alert is active. A rule that is met appears here with what it found.</p>
      ) : (
        <AlertTable alerts={active} />
      )}
    </PanelFrame>
  );
}
