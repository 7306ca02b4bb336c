import { Button, Loader, Progress, VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import { formatSeconds } from '../../components/format.ts';
import { attemptName, type LoadJob } from './load-job.ts';
import { loadJobs } from './load-jobs.ts';
import { uploadFigures } from './upload-figures.ts';

/** Milliseconds since a moment of the monotonic clock, told anew every half second. */
function useElapsed(since: number): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, now - since);
}

function Uploading({ job }: { job: Extract<LoadJob, { state: 'uploading' }> }) {
  const { share, words } = uploadFigures(job.sent, job.total, useElapsed(job.since));
  const name = attemptName(job.attempt);
  return (
    <>
      <div className="job-line">
        <strong>Uploading {name}</strong>
        <span className="quiet">{words}</span>
        <Button variant="default" onClick={() => loadJobs.cancel()}>
          Cancel
        </Button>
      </div>
      <Progress.Root size={6} radius={3}>
        <Progress.Section
          value={share * 100}
          withAria={false}
          role="progressbar"
          aria-label={`Upload of ${name}`}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share * 100)}
          aria-valuetext={words}
        />
      </Progress.Root>
      <VisuallyHidden role="status">
        {`Uploading ${name}${share < 0.25 ? '' : `, ${Math.floor(share * 4) * 25} percent`}`}
      </VisuallyHidden>
    </>
  );
}

function Loading({ job }: { job: Extract<LoadJob, { state: 'loading' }> }) {
  const elapsed = useElapsed(job.since);
  const { before, goingBack } = job;
  const name = attemptName(job.attempt);
  const what = goingBack
    ? `Going back to ${before?.name ?? 'the former model'} as soon as ${name} is up`
    : 'Providers are tried in their order, then it is warmed up and measured.';
  return (
    <>
      <div className="job-line">
        <Loader size={16} aria-hidden />
        <strong>Loading and warming up {name}</strong>
        <span className="quiet">{elapsed >= 1_000 && formatSeconds(elapsed / 1_000)}</span>
        {!goingBack && (
          <Button variant="default" onClick={() => loadJobs.cancel()}>
            {before === null ? 'Stop waiting' : 'Cancel'}
          </Button>
        )}
      </div>
      <p className="quiet">
        {what}
        {before !== null && !goingBack && ` ${before.name} answers until then.`}
      </p>
      <VisuallyHidden role="status">{goingBack ? what : `Loading and warming up ${name}`}</VisuallyHidden>
    </>
  );
}

/** How a load goes, and how to call it off. */
export function LoadProgress({ job }: { job: Extract<LoadJob, { state: 'uploading' | 'loading' }> }) {
  return (
    <section className="job panel" aria-label="Progress" data-testid="load-job">
      {job.state === 'uploading' ? <Uploading job={job} /> : <Loading job={job} />}
    </section>
  );
}
