import { Button, Skeleton, VisuallyHidden } from '@mantine/core';
import { IconBellCheck } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { Alert } from '../../../native/contract/http/alerts.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FirstLine } from '../../components/FirstLine.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { TimeAgo } from '../../components/TimeAgo.tsx';
import { AlertTable } from './AlertTable.tsx';
import { useAlertActions } from './alert-actions.ts';
import { useAlertList } from './alert-queries.ts';
import { alertsSentence } from './alert-words.ts';
import { SilenceDialog } from './SilenceDialog.tsx';
import { SilenceList } from './SilenceList.tsx';
import { useAlertKeys } from './use-alert-keys.ts';

const RESOLVED = 20;
const MORE = 80;
/** As many as the contract gives. */
const MOST = 1_000;

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
  const [, navigate] = useLocation();
  const [limit, setLimit] = useState(RESOLVED);
  const [silencing, setSilencing] = useState<Alert | null>(null);
  const { data, error, refetch, isPlaceholderData, dataUpdatedAt } = useAlertList(limit);
  const actions = useAlertActions();
  const place = useRef<HTMLDivElement>(null);
  const alerts = data?.alerts ?? [];
  const of = (state: Alert['state']) => alerts.filter((alert) => alert.state === state);
  const [firing, pending, resolved] = [of('firing'), of('pending'), of('resolved')];
  const acknowledge = (alert: Alert) =>
    void (alert.acknowledged_at === null ? actions.acknowledge(alert) : actions.unacknowledge(alert));
  useAlertKeys(place, alerts, { acknowledge, silence: setSilencing });
  const table = (title: string, rows: readonly Alert[]) => (
    <AlertTable
      title={title}
      alerts={rows}
      open={open}
      onToggle={(id) => navigate(id === open ? '/alerts' : `/alerts/${id}`, { replace: true })}
      onAcknowledge={acknowledge}
      onSilence={setSilencing}
    />
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
          {firing.length > 0 ? table('Firing', firing) : <NothingFires />}
          {pending.length > 0 && table('Pending', pending)}
          <SilenceList />
          {resolved.length > 0 ? (
            table('Resolved', resolved)
          ) : (
            <p className="quiet">Nothing has fired and ended so far.</p>
          )}
          {resolved.length >= limit && limit < MOST && (
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
