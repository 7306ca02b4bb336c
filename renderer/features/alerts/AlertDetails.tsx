import { Button, Group, Skeleton } from '@mantine/core';
import { IconAdjustments, IconBellOff, IconChartLine, IconPhoto } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Alert } from '../../../native/contract/http/alerts.ts';
import { formatExact } from '../../components/format.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { AcknowledgeForm } from './AcknowledgeForm.tsx';
import { chartsOf, imagesOf } from './alert-links.ts';
import { useAlertRule } from './alert-queries.ts';
import { lastedWords } from './alert-words.ts';
import { GuideText } from './GuideText.tsx';

const icon = { size: 15, 'aria-hidden': true } as const;

function Times({ alert }: { alert: Alert }) {
  const { started_at, fired_at, resolved_at, silenced_until } = alert;
  return (
    <dl className="alert-times">
      <dt>First met</dt>
      <dd>{formatExact(started_at)}</dd>
      <dt>Fired</dt>
      <dd>{fired_at === null ? 'Not yet: it has not been met for long enough' : formatExact(fired_at)}</dd>
      {resolved_at !== null && (
        <>
          <dt>Ended</dt>
          <dd>
            {formatExact(resolved_at)}, after {lastedWords(alert, Date.now())}
          </dd>
        </>
      )}
      {silenced_until !== null && resolved_at === null && (
        <>
          <dt>Silenced</dt>
          <dd>until {formatExact(silenced_until)}</dd>
        </>
      )}
      {Object.entries(alert.labels).map(([label, value]) => (
        <div key={label} className="alert-label">
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What an alert means, what to look at, what to do, and the ways to do it. */
export function AlertDetails({ alert, onSilence }: { alert: Alert; onSilence: () => void }) {
  const { data: rule, error, refetch } = useAlertRule(alert.name);
  return (
    <div className="alert-details">
      <div className="alert-guide">
        <h3>{alert.summary}</h3>
        {rule !== undefined ? (
          <GuideText guide={rule.guide} />
        ) : error !== null ? (
          <ProblemNote error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton height={96} aria-label="Asking what it means" />
        )}
      </div>
      <div className="alert-side">
        <Times alert={alert} />
        <Group gap="sm">
          <Button
            component={Link}
            href={chartsOf(alert, Date.now())}
            variant="default"
            leftSection={<IconChartLine {...icon} />}
          >
            Charts of this time
          </Button>
          <Button component={Link} href={imagesOf(alert)} variant="default" leftSection={<IconPhoto {...icon} />}>
            Images of this time
          </Button>
          <Button
            component={Link}
            href={`/alerts/rules/${alert.name}`}
            variant="default"
            leftSection={<IconAdjustments {...icon} />}
          >
            Its rule
          </Button>
          {alert.state !== 'resolved' && (
            <Button variant="default" leftSection={<IconBellOff {...icon} />} onClick={onSilence}>
              Silence
            </Button>
          )}
        </Group>
        <AcknowledgeForm key={alert.acknowledged_at} alert={alert} />
      </div>
    </div>
  );
}
