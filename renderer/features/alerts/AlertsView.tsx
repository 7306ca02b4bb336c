import { Button, Skeleton, VisuallyHidden } from '@mantine/core';
import { IconBellCheck } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import type { Alert } from '../../../native/contract/http/alerts.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FirstLine } from '../../components/FirstLine.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { TimeAgo } from '../../components/TimeAgo.tsx';
import { AlertTable, type RowActions } from './AlertTable.tsx';
import { useAlertActions } from './alert-actions.ts';
import { type AlertRowModel, groupAlerts } from './alert-groups.ts';
import { useAlertList } from './alert-queries.ts';
import { alertsSentence } from './alert-words.ts';
import { SilenceDialog } from './SilenceDialog.tsx';
import { SilenceList } from './SilenceList.tsx';
import { useAlertKeys } from './use-alert-keys.ts';
import { useOpenedRows } from './use-opened-rows.ts';

const RESOLVED = 50;
const MORE = 150;
/** As many as the contract gives. */
const MOST = 1_000;

/** What is done to a row is done to these; nothing can be done about what is over, or is folded away. */
function openAlertsOf(row: AlertRowModel): Alert[] {
  const alerts = row.kind === 'alert' ? [row.alert] : row.kind === 'group' ? row.group.alerts : [];
  return alerts.filter(({ state }) => state !== 'resolved');
}

function NothingFires() {
  return (
    <section className="panel alerts-calm" aria-label="Firing">
      <EmptyState
        icon={<IconBellCheck size={36} stroke={1.2} className="quiet" aria-hidden />}
        title="No alert fires"
        text="Every rule that is on is judged every 15 seconds. One that is met appears here, with what it found and what to do."
      />
    </section>
  );
}

/** Alerts that fire, that may soon, and that did; what is done about them. */
export function AlertsView({ views, open }: { views: ReactNode; open: number | null }) {
  const [limit, setLimit] = useState(RESOLVED);
  const [silencing, setSilencing] = useState<Alert | null>(null);
  const { data, error, refetch, isPlaceholderData, dataUpdatedAt } = useAlertList(limit);
  const actions = useAlertActions();
  const place = useRef<HTMLDivElement>(null);
  const alerts = data?.alerts ?? [];
  const groups = groupAlerts(alerts);
  const { firing, pending, resolved } = groups;
  const opened = useOpenedRows([...firing, ...pending, ...resolved], open);
  const rowActions: RowActions = {
    isOpen: opened.isOpen,
    toggle: opened.toggle,
    acknowledge(row) {
      const [first, ...others] = openAlertsOf(row).filter(({ acknowledged_at }) => acknowledged_at === null);
      if (first !== undefined) return void actions.acknowledge([first, ...others]);
      const [known, ...rest] = openAlertsOf(row);
      if (known !== undefined) void actions.unacknowledge([known, ...rest]);
    },
    silence(row) {
      const [first, ...others] = openAlertsOf(row);
      // Of several their rule is silenced.
      if (first !== undefined) setSilencing(others.length === 0 ? first : { ...first, labels: {} });
    },
  };
  const tables = [
    { title: 'Firing', state: 'firing', groups: firing, rows: opened.rows(firing) },
    { title: 'Pending', state: 'pending', groups: pending, rows: opened.rows(pending) },
    { title: 'Resolved', state: 'resolved', groups: resolved, rows: opened.rows(resolved) },
  ] as const;
  useAlertKeys(
    place,
    tables.flatMap(({ rows }) => rows),
    rowActions,
  );
  const [firingTable, pendingTable, resolvedTable] = tables.map((each) =>
    each.groups.length === 0 ? null : <AlertTable key={each.state} {...each} actions={rowActions} />,
  );
  const sentence =
    data !== undefined
      ? alertsSentence(alerts)
      : error === null
        ? 'Asking for alerts'
        : 'The console does not tell of alerts';
  return (
    <div className="page alerts-page" ref={place}>
      <FirstLine actions={views}>{sentence}</FirstLine>
      <VisuallyHidden role="status">{data === undefined ? '' : sentence}</VisuallyHidden>
      {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {error !== null && data !== undefined && (
        <p className="quiet">
          What is shown was told <TimeAgo iso={new Date(dataUpdatedAt).toISOString()} />.
        </p>
      )}
      {data === undefined ? (
        error === null && <Skeleton height={280} aria-label="Asking for alerts" />
      ) : (
        <>
          {firingTable ?? <NothingFires />}
          {pendingTable}
          <SilenceList />
          {resolvedTable ?? <p className="quiet">Nothing has fired and ended so far.</p>}
          {alerts.filter(({ state }) => state === 'resolved').length >= limit && limit < MOST && (
            <Button
              variant="default"
              className="alerts-more"
              loading={isPlaceholderData}
              onClick={() => setLimit(Math.min(MOST, limit + MORE))}
            >
              Show more
            </Button>
          )}
        </>
      )}
      {silencing !== null && <SilenceDialog alert={silencing} onClose={() => setSilencing(null)} />}
    </div>
  );
}
