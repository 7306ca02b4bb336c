import './models.css';
import './model-card.css';
import { Button, Skeleton } from '@mantine/core';
import { IconBoxOff, IconChecklist, IconFileImport } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { usePace } from '../../api/events.ts';
import { KEYS, useConnection, useModels } from '../../api/queries.ts';
import { type Command, useRegisterCommands } from '../../app/commands.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FirstLine } from '../../components/FirstLine.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { ActiveModel } from './ActiveModel.tsx';
import { LoadFailure } from './LoadFailure.tsx';
import { LoadOutcome } from './LoadOutcome.tsx';
import { LoadPanel } from './LoadPanel.tsx';
import { LoadProgress } from './LoadProgress.tsx';
import { isBusy, type LoadJob } from './load-job.ts';
import { chooseModel, loadJobs, useLoadJob } from './load-jobs.ts';
import { modelsSentence } from './models-sentence.ts';
import { RegisteredModels } from './RegisteredModels.tsx';
import { RunsTable } from './RunsTable.tsx';
import { StandIn } from './StandIn.tsx';
import { useModelDrop } from './use-model-drop.ts';
import { useReconnect } from './use-reconnect.ts';

const COMMANDS: readonly Command[] = [
  { id: 'models.load', label: 'Load a model', description: 'Choose an ONNX file', run: () => void chooseModel() },
  { id: 'models.cancel', label: 'Cancel loading', description: 'The former model stays', run: () => loadJobs.cancel() },
];

/** Ctrl/Cmd+O chooses a model. */
function useModelKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'o')
        return;
      event.preventDefault();
      if (!isBusy(loadJobs.get())) void chooseModel();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function JobPanel({ job }: { job: LoadJob }) {
  switch (job.state) {
    case 'idle':
      return null;
    case 'uploading':
    case 'loading':
      return <LoadProgress job={job} />;
    case 'failed':
      return <LoadFailure job={job} />;
    case 'done':
    case 'cancelled':
      return <LoadOutcome job={job} />;
  }
}

/** What a load does and came to; comes into view when it begins, wherever on the page that was. */
function Job({ job }: { job: LoadJob }) {
  const place = useRef<HTMLDivElement>(null);
  const active = job.state !== 'idle';
  useEffect(() => {
    if (active) place.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div ref={place} className="job-place">
      <JobPanel job={job} />
    </div>
  );
}

function NoModel({ reason }: { reason: string | null }) {
  return (
    <section className="panel no-model">
      <EmptyState
        icon={<IconBoxOff size={40} stroke={1.2} className="quiet" aria-hidden />}
        title={reason === null ? 'A model finds the objects, and none is loaded' : 'The last model could not be loaded'}
        text={reason ?? 'Load the ONNX file of a YOLO detector: v5, v8 to v12, v26 and YOLOX are known by their shape.'}
      />
    </section>
  );
}

const REFRESH_MS = 10_000;

/** Keeps the list true: after a switch made elsewhere at once, its image counts every ten seconds. */
function useFreshModels(activeId: string | undefined): void {
  const queries = useQueryClient();
  const pace = usePace(KEYS.models, ['inference', 'history', 'evaluation'], REFRESH_MS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another model is a reason to ask again
  useEffect(() => {
    const refresh = () => void queries.invalidateQueries({ queryKey: KEYS.models });
    refresh();
    const timer = setInterval(refresh, pace);
    return () => clearInterval(timer);
  }, [queries, activeId, pace]);
}

/** The models: what runs, where and how fast; loading another; going back. `/models/ID` opens the card of one. */
export function ModelsPage() {
  useRegisterCommands(COMMANDS);
  useModelKeys();
  const over = useModelDrop();
  const [location, navigate] = useLocation();
  const connection = useConnection();
  const models = useModels();
  useReconnect(models.refetch);
  const job = useLoadJob();
  const status =
    connection.state === 'connected' ? connection.status : connection.state === 'lost' ? connection.last : undefined;
  const active = status?.model ?? null;
  useFreshModels(active?.id);
  const starter = models.data?.starter?.path ?? null;
  const run = models.data?.runs.find(({ ended_at, model }) => ended_at === null && model.id === active?.id);
  return (
    <div className="page models-page">
      <FirstLine
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconChecklist size={16} aria-hidden />}
              onClick={() => navigate('/models/evaluations')}
            >
              Evaluate
            </Button>
            <Button
              leftSection={<IconFileImport size={16} aria-hidden />}
              disabled={isBusy(job)}
              onClick={() => void chooseModel()}
            >
              Load a model
            </Button>
          </>
        }
      >
        {modelsSentence(status)}
      </FirstLine>
      <LoadPanel running={active?.name ?? null} starter={active?.path === starter ? null : starter} />
      <Job job={job} />
      {connection.state === 'connecting' ? (
        <Skeleton height={320} aria-label="Asking the console for its model" />
      ) : active === null || status === undefined ? (
        job.state !== 'failed' && <NoModel reason={status?.load_error?.detail ?? null} />
      ) : (
        <>
          <StandIn card={active} checks={status.checks} />
          <ActiveModel
            key={`${active.id} ${active.classes_source}`}
            card={active}
            status={status}
            run={run}
            isStarter={active.path === starter}
          />
        </>
      )}
      {models.error !== null && models.data === undefined ? (
        <ProblemNote error={models.error} onRetry={() => void models.refetch()} />
      ) : models.data === undefined ? (
        <Skeleton height={160} aria-label="Asking for the models loaded before" />
      ) : (
        <>
          <RegisteredModels
            models={models.data.models.filter(({ id }) => id !== active?.id)}
            open={location.split('/')[2] ?? null}
            starter={starter}
          />
          <RunsTable runs={models.data.runs} />
        </>
      )}
      {over && (
        <div className="model-drop">
          <IconFileImport size={48} stroke={1.2} aria-hidden />
          <strong>Drop to load the model</strong>
          <small>One ONNX file</small>
        </div>
      )}
    </div>
  );
}
