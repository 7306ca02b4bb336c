import './drift.css';
import './drift-features.css';
import { Button } from '@mantine/core';
import { IconAdjustments, IconFileText, IconRefresh } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { addressOf } from '../../api/client.ts';
import { useConnection } from '../../api/queries.ts';
import { useRegisterCommands } from '../../app/commands.ts';
import { FirstLine } from '../../components/FirstLine.tsx';
import { LoadingPage } from '../../components/LoadingPage.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { TimeAgo } from '../../components/TimeAgo.tsx';
import { Collecting } from './Collecting.tsx';
import { DriftNotes } from './DriftNotes.tsx';
import { DriftSettings } from './DriftSettings.tsx';
import { useDriftConfig, useLiveDrift } from './drift-queries.ts';
import { driftSentence, imagesWords } from './drift-sentence.ts';
import { EmbeddingView } from './EmbeddingView.tsx';
import { FeatureTable } from './FeatureTable.tsx';
import { NoModel } from './NoModel.tsx';
import { ResetDialog } from './ResetDialog.tsx';
import { VerdictSummary } from './VerdictSummary.tsx';

const openReport = () => void window.open(addressOf('driftReport'), '_blank', 'noopener');

/** Whether what comes still looks like the reference: the verdict, each feature, and a new reference. */
export function DriftPage() {
  const drift = useLiveDrift();
  const connection = useConnection();
  const [open, setOpen] = useState<'reset' | 'settings' | null>(null);
  const commands = useMemo(
    () => [
      { id: 'drift.reset', label: 'Reset reference', description: 'A new baseline', run: () => setOpen('reset') },
      { id: 'drift.rules', label: 'Rules of drift', description: 'For each feature', run: () => setOpen('settings') },
      { id: 'drift.report', label: 'Drift report', description: 'One page to keep or pass on', run: openReport },
    ],
    [],
  );
  useRegisterCommands(commands);
  const limit = useDriftConfig().data?.config.drift_share ?? null;
  const { data } = drift;
  if (data === undefined) {
    if (drift.error === null) return <LoadingPage />;
    return (
      <div className="page">
        <FirstLine>The console does not tell of drift</FirstLine>
        <ProblemNote error={drift.error} onRetry={() => void drift.refetch()} />
      </div>
    );
  }
  const status =
    connection.state === 'connected' ? connection.status : connection.state === 'lost' ? connection.last : undefined;
  const hasModel = status === undefined || status.model !== null;
  const isJudged = data.state === 'active' && data.dataset_drift !== null;
  return (
    <div className="page drift-page">
      <FirstLine
        actions={
          <>
            <Button
              component="a"
              href={addressOf('driftReport')}
              target="_blank"
              rel="noopener"
              variant="default"
              leftSection={<IconFileText size={15} aria-hidden />}
            >
              Report
            </Button>
            <Button
              variant="default"
              leftSection={<IconAdjustments size={15} aria-hidden />}
              onClick={() => setOpen('settings')}
            >
              Rules
            </Button>
            <Button
              leftSection={<IconRefresh size={15} aria-hidden />}
              disabled={!hasModel}
              onClick={() => setOpen('reset')}
            >
              Reset reference
            </Button>
          </>
        }
      >
        {driftSentence(data, hasModel, limit)}
        {isJudged && data.checked_at !== null && (
          <>
            , checked <TimeAgo iso={data.checked_at} />
            {data.checked_images !== null && ` ${imagesWords(data.checked_images)}`}
          </>
        )}
      </FirstLine>
      {!hasModel && data.state !== 'active' ? (
        <NoModel />
      ) : isJudged ? (
        <>
          <VerdictSummary drift={data} />
          <DriftNotes drift={data} />
          <FeatureTable drift={data} />
          <EmbeddingView />
        </>
      ) : (
        <Collecting drift={data} rate={status?.images_per_s ?? 0} />
      )}
      {open === 'reset' && <ResetDialog drift={data} onClose={() => setOpen(null)} />}
      {open === 'settings' && <DriftSettings hasModel={hasModel} onClose={() => setOpen(null)} />}
    </div>
  );
}
