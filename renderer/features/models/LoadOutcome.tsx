import { Button, CloseButton } from '@mantine/core';
import { IconCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatMs } from '../../components/format.ts';
import { attemptName, type LoadJob } from './load-job.ts';
import { loadAgain, loadJobs } from './load-jobs.ts';
import { runsOn } from './models-sentence.ts';

function Line({ sign, children, action }: { sign: ReactNode; children: ReactNode; action?: ReactNode }) {
  return (
    <section className="job panel" aria-label="Result" data-testid="load-job">
      <div className="job-line">
        {sign}
        <span role="status">{children}</span>
        {action}
        <CloseButton size="sm" aria-label="Dismiss" onClick={() => loadJobs.dismiss()} />
      </div>
    </section>
  );
}

const icon = { size: 18, stroke: 1.8, 'aria-hidden': true } as const;

/** What came of a load that went through or was called off, with the way back. */
export function LoadOutcome({ job }: { job: Extract<LoadJob, { state: 'done' | 'cancelled' }> }) {
  const { before, attempt } = job;
  if (job.state === 'cancelled') {
    return (
      <Line sign={<IconInfoCircle {...icon} />}>
        <strong>{attemptName(attempt)} was called off. </strong>
        {before === null ? 'The console may still finish loading it.' : `${before.name} goes on running.`}
      </Line>
    );
  }
  const { model, provider, run_ms } = job.response;
  const swapped = before !== null && before.id !== model.id;
  return (
    <Line
      sign={<IconCheck {...icon} />}
      action={
        swapped && (
          <Button variant="default" onClick={() => loadAgain(before)}>
            Undo: load {before.name}
          </Button>
        )
      }
    >
      <strong>{swapped ? `${model.name} runs instead of ${before.name}. ` : `${model.name} is loaded. `}</strong>
      <span className="quiet">
        It {runsOn(provider)}, {formatMs(run_ms)} a run.
      </span>
    </Line>
  );
}
