import { Button } from '@mantine/core';
import { IconBellOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { Silence } from '../../../native/contract/http/alerts.ts';
import { formatExact, plural } from '../../components/format.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { TimeAgo } from '../../components/TimeAgo.tsx';
import { useAlertActions } from './alert-actions.ts';
import { useSilences } from './alert-queries.ts';
import { matcherWords } from './alert-words.ts';

/** What is not as one would expect of a silence in force. */
const NOT_THERE: Partial<Record<NonNullable<Silence['alertmanager']>, string>> = {
  waiting: 'Alertmanager is yet to be told',
  unreachable: 'Alertmanager does not answer',
};

function SilenceRow({ silence }: { silence: Silence }) {
  const [busy, setBusy] = useState(false);
  const { endSilence } = useAlertActions();
  const { matchers, expression, active, alerts, ends_at, author, comment, starts_at } = silence;
  const what = expression ?? matcherWords(matchers);
  const trouble = silence.alertmanager === null ? undefined : NOT_THERE[silence.alertmanager];
  return (
    <tr data-over={!active || undefined}>
      <th scope="row">
        <span className="alert-mark silence-what">
          <IconBellOff size={14} aria-hidden /> <span>{what}</span>
        </span>
        {silence.source === 'alertmanager' && <span className="alert-sub">from Alertmanager</span>}
      </th>
      <td>{active ? plural(alerts, 'alert') : 'Ended'}</td>
      <td>
        {active ? formatExact(ends_at) : <TimeAgo iso={ends_at} />}
        {trouble !== undefined && <span className="alert-sub">{trouble}</span>}
      </td>
      <td>
        {author ?? 'Not signed'}
        <span className="alert-sub">
          <TimeAgo iso={starts_at} />
        </span>
      </td>
      <td className="alert-description">{comment}</td>
      <td>
        {active && (
          <Button
            variant="default"
            size="compact-xs"
            aria-label={`End now the silence of ${what}`}
            loading={busy}
            onClick={() => {
              setBusy(true);
              void endSilence(silence).finally(() => setBusy(false));
            }}
          >
            End now
          </Button>
        )}
      </td>
    </tr>
  );
}

/** What nobody is told of, and until when. Nothing where there never was a silence. */
export function SilenceList() {
  const { data, error, refetch } = useSilences();
  const [withEnded, setWithEnded] = useState(false);
  const silences = data?.silences ?? [];
  const inForce = silences.filter(({ active }) => active);
  const ended = silences.length - inForce.length;
  if (data === undefined && error !== null) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (silences.length === 0) return null;
  return (
    <section className="panel alerts-panel" aria-label="Silences">
      <header>
        <h2>Silences</h2>
        <span className="quiet">{inForce.length === 0 ? 'none in force' : `${inForce.length} in force`}</span>
        {ended > 0 && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            aria-expanded={withEnded}
            onClick={() => setWithEnded(!withEnded)}
          >
            {withEnded ? 'Hide those that ended' : `Show ${ended} that ended`}
          </Button>
        )}
      </header>
      {(inForce.length > 0 || withEnded) && (
        <table className="alerts-table">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Silences now</th>
              <th scope="col">Until</th>
              <th scope="col">By</th>
              <th scope="col">Comment</th>
              <th scope="col">
                <span className="alert-unseen">End</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {(withEnded ? silences : inForce).map((silence) => (
              <SilenceRow key={silence.id} silence={silence} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
