import './system.css';
import { Skeleton } from '@mantine/core';
import type { SystemSnapshot } from '../../../native/contract/http/system.ts';
import { FirstLine } from '../../components/FirstLine.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { TimeAgo } from '../../components/TimeAgo.tsx';
import { GpuCard } from './GpuCard.tsx';
import { HostPanel } from './HostPanel.tsx';
import { NoGpu } from './NoGpu.tsx';
import { ProcessTable } from './ProcessTable.tsx';
import { SourceNotes } from './SourceNotes.tsx';
import { systemSentence } from './system-sentence.ts';
import { TrafficTable } from './TrafficTable.tsx';
import { useSamples } from './trace.ts';
import { useSystem } from './use-system.ts';

function Machine({ snapshot }: { snapshot: SystemSnapshot }) {
  const samples = useSamples(snapshot);
  const { gpus, sources, host, processes, model_memory } = snapshot;
  return (
    <>
      <div className="system-gpus">
        <SourceNotes sources={sources} />
        {gpus.length === 0 ? (
          <NoGpu snapshot={snapshot} />
        ) : (
          gpus.map((gpu) => <GpuCard key={gpu.id} gpu={gpu} samples={samples} />)
        )}
        <ProcessTable processes={processes} modelMemory={model_memory} />
      </div>
      <HostPanel host={host} samples={samples} />
    </>
  );
}

/** GPUs, host and processes as they are now, and how the app port is used. */
export function SystemPage() {
  const { data, error, refetch } = useSystem();
  return (
    <div className="page system-page">
      <FirstLine
        actions={
          data !== undefined && (
            <span className="quiet sampled">
              Sampled <TimeAgo iso={data.sampled_at} />
            </span>
          )
        }
      >
        {systemSentence(data)}
      </FirstLine>
      {error !== null && data === undefined ? (
        <ProblemNote error={error} onRetry={() => void refetch()} />
      ) : (
        <div className="system-columns">
          {data === undefined ? (
            <>
              <Skeleton height={420} aria-label="Asking for the GPUs" />
              <Skeleton height={420} aria-label="Asking for the host" />
            </>
          ) : (
            <Machine snapshot={data} />
          )}
          <TrafficTable />
        </div>
      )}
    </div>
  );
}
