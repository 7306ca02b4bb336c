import './drift-stat.css';
import { Progress, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconHourglass } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useDrift } from '../../../api/queries.ts';
import { ProblemNote } from '../../../components/ProblemNote.tsx';
import { TimeAgo } from '../../../components/TimeAgo.tsx';
import { type DriftStat, driftStat } from './drift-stat.ts';
import { PanelFrame } from './PanelFrame.tsx';

export const DRIFT_EVERY_MS = 2_000;

const ICONS: Readonly<Record<DriftStat['kind'], typeof IconCheck>> = {
  drifted: IconAlertTriangle,
  stable: IconCheck,
  unknown: IconHourglass,
};

function Stat({ stat, checkedAt }: { stat: DriftStat; checkedAt: string | null }) {
  const Icon = ICONS[stat.kind];
  return (
    <div className="drift-stat" data-kind={stat.kind} data-testid="dataset-drift">
      <p className="drift-stat-word">
        <Icon size={26} stroke={1.8} aria-hidden />
        {stat.word}
      </p>
      <p>{stat.detail}</p>
      {stat.filled !== null && <Progress value={stat.filled * 100} aria-label="Window that is filled" size="sm" />}
      {checkedAt !== null && (
        <p className="quiet">
          checked <TimeAgo iso={checkedAt} />
        </p>
      )}
    </div>
  );
}

/** Whether the data set has drifted, in a word. */
export function DriftStatPanel() {
  const { data, error, refetch } = useDrift(DRIFT_EVERY_MS, ['drift', 'model']);
  return (
    <PanelFrame title="Dataset drift" action={<Link href="/drift">Details</Link>}>
      {data !== undefined ? (
        <Stat stat={driftStat(data)} checkedAt={data.checked_at} />
      ) : error !== null ? (
        <ProblemNote error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height={120} aria-label="Asking for drift" />
      )}
    </PanelFrame>
  );
}
