import './batch-progress.css';
import { Progress as Bar, Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { formatCount, formatRate, formatSeconds, plural } from '../../components/format.ts';
import { detectQueue, useQueue } from './detect-queue.ts';
import { FailureList } from './FailureList.tsx';
import { type Progress, progressOf } from './progress.ts';
import { isBusy, type UploadState } from './upload-state.ts';

/** Why images wait, or null while they are being worked on. */
function waitingFor({ flow, counts }: UploadState): string | null {
  const waiting = plural(counts.waiting, 'image');
  if (flow.state === 'paused') return `Paused, ${waiting} left`;
  if (flow.state !== 'held') return null;
  switch (flow.reason) {
    case 'queue_full':
      return `The queue of the console is full, ${waiting} left; going on by itself`;
    case 'unreachable':
      return `Connection lost, ${waiting} left; going on when the console is back`;
    case 'no_model':
      return `No model is loaded, ${waiting} left; going on when there is one`;
  }
}

function figures({ rate, remainingS }: Progress): string {
  return [
    rate === null ? '' : formatRate(rate),
    remainingS === null || remainingS < 1 ? '' : `${formatSeconds(remainingS)} left`,
  ]
    .filter(Boolean)
    .join(', ');
}

function summary(state: UploadState, progress: Progress): string {
  const { counts } = state;
  const parts = [`${plural(counts.done, 'image')} done`];
  if (counts.failed > 0) parts.push(`${formatCount(counts.failed)} failed`);
  if (counts.cancelled > 0) parts.push(`${formatCount(counts.cancelled)} cancelled`);
  if (progress.rate !== null && progress.total > 1 && counts.cancelled === 0) parts.push(formatRate(progress.rate));
  return parts.join(', ');
}

/** Read aloud at every quarter, at the end, and whenever it stops or goes on. */
function announcement(state: UploadState, progress: Progress, hindrance: string | null): string {
  if (hindrance !== null) return hindrance;
  if (!isBusy(state)) return summary(state, progress);
  const quarter = Math.floor((progress.settled / Math.max(1, progress.total)) * 4) * 25;
  return quarter === 0 ? `Detecting ${plural(progress.total, 'image')}` : `${quarter} percent done`;
}

/** The clock that rates are read against, ticking only while there is something to tell. */
function useNow(ticking: boolean): number {
  const [, tick] = useState(0);
  useEffect(() => {
    if (!ticking) return;
    const timer = setInterval(() => tick((n) => n + 1), 1_000);
    return () => clearInterval(timer);
  }, [ticking]);
  return performance.now();
}

function Controls({ state }: { state: UploadState }) {
  const { counts, flow } = state;
  if (isBusy(state)) {
    return (
      <>
        {flow.state === 'paused' ? (
          <Button onClick={detectQueue.resume}>Resume</Button>
        ) : (
          <Button variant="default" onClick={detectQueue.pause}>
            Pause
          </Button>
        )}
        <Button variant="default" onClick={detectQueue.cancel}>
          Cancel
        </Button>
      </>
    );
  }
  return counts.cancelled === 0 ? null : (
    <Button variant="default" onClick={() => detectQueue.retryAll('cancelled')}>
      Send the cancelled ones
    </Button>
  );
}

/** How a batch goes: bar, figures, what it waits for, and what failed. */
export function BatchProgress() {
  const state = useQueue((whole) => whole);
  const busy = isBusy(state);
  const progress = progressOf(state, useNow(busy));
  const hindrance = busy ? waitingFor(state) : null;
  if (state.items.length < 2 && hindrance === null) return null;
  const { settled, total } = progress;
  return (
    <section className="batch panel" aria-label="Progress" data-testid="batch-progress">
      <strong>{busy ? `${formatCount(settled)} of ${plural(total, 'image')}` : summary(state, progress)}</strong>
      <Bar.Root size={6} radius={3} className="batch-bar">
        <Bar.Section
          value={total === 0 ? 0 : (settled / total) * 100}
          withAria={false}
          role="progressbar"
          aria-label="Images done"
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={settled}
          aria-valuetext={`${settled} of ${total}`}
        />
      </Bar.Root>
      {busy && <span className="quiet">{hindrance ?? figures(progress)}</span>}
      {hindrance !== null && state.flow.state === 'held' && state.flow.reason === 'no_model' && (
        <Button component={Link} href="/models">
          Load a model
        </Button>
      )}
      {state.counts.failed > 0 && <FailureList />}
      <Controls state={state} />
      <p className="visually-hidden" role="status">
        {announcement(state, progress, hindrance)}
      </p>
    </section>
  );
}
