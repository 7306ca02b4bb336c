import { Button, CopyButton, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { LoadJob } from './load-job.ts';
import { attemptName } from './load-job.ts';
import { loadJobs, startLoad } from './load-jobs.ts';
import { SidecarForm } from './SidecarForm.tsx';

type Failed = Extract<LoadJob, { state: 'failed' }>;

/** Everything a report needs. */
const detailsOf = ({ problem, attempt }: Failed): string =>
  `${attemptName(attempt)}: ${problem.title}\n${problem.message}\ncode ${problem.code}, request ${problem.requestId ?? 'none'}`;

function stillRuns({ problem, before }: Failed): string {
  if (before === null) return 'No model runs.';
  // A console that is gone may come back with either.
  if (problem.code === 'unreachable') return 'What runs is shown as soon as the console answers again.';
  return `${before.name} goes on running.`;
}

/** Why a model did not load, that the former one goes on, and what helps. */
export function LoadFailure({ job }: { job: Failed }) {
  const { problem, attempt } = job;
  const describable = problem.code === 'model_unsupported' && attempt.type !== 'again';
  // Who has described it once and was refused wants to mend the description.
  const [describing, setDescribing] = useState(attempt.type !== 'again' && attempt.draft !== undefined);
  const name = attemptName(attempt);
  return (
    <section className="job job-failed panel" aria-label="Result" data-testid="load-job">
      <IconAlertTriangle size={20} stroke={1.7} aria-hidden />
      <div>
        <div role="alert">
          <h2>
            {name} was not loaded: {problem.title.charAt(0).toLowerCase()}
            {problem.title.slice(1)}
          </h2>
          <p>{problem.message}</p>
          <p>
            <strong>{stillRuns(job)}</strong>
          </p>
        </div>
        <Group gap="sm">
          {describable && !describing && <Button onClick={() => setDescribing(true)}>Describe the model</Button>}
          <Button variant="default" onClick={() => startLoad(attempt)}>
            Try again
          </Button>
          {problem.code === 'provider_unavailable' && (
            <Button variant="default" component={Link} href="/settings/providers">
              Change the providers
            </Button>
          )}
          <CopyButton value={detailsOf(job)}>
            {({ copied, copy }) => (
              <Button variant="subtle" color="gray" onClick={copy}>
                {copied ? 'Copied' : 'Copy details'}
              </Button>
            )}
          </CopyButton>
          <Button variant="subtle" color="gray" onClick={() => loadJobs.dismiss()}>
            Dismiss
          </Button>
        </Group>
        {describable && describing && <SidecarForm attempt={attempt} />}
      </div>
    </section>
  );
}
