import type { ErrorData } from '../../../native/contract/errors.ts';
import type { Features } from '../../../native/contract/features.ts';
import type { Timings } from '../../../native/contract/http/detect.ts';
import type { ModelRef } from '../../../native/contract/model.ts';
import type { ProviderName } from '../../../native/contract/provider.ts';
import type { ApiProblem } from '../../api/client.ts';
import type { PackedCandidates } from '../../components/image-stage/view.ts';

/** What the console answered for one image. */
export interface Outcome {
  /** Its number in history; null when it was not kept. */
  inferenceId: number | null;
  /** Pixels of the upright original. */
  width: number;
  height: number;
  packed: PackedCandidates;
  features: Features;
  timings: Timings;
  model: ModelRef;
  provider: ProviderName;
  storageError: ErrorData | null;
}

export type ItemStatus =
  | { state: 'waiting' }
  | { state: 'sending' }
  | { state: 'done'; outcome: Outcome }
  | { state: 'failed'; problem: ApiProblem }
  | { state: 'cancelled' };

/** A picture somebody dropped, chose or pasted. */
export interface ImageFile {
  file: File;
  /** Where it stood in the folder that was chosen, or its name. */
  path: string;
}

export interface QueueItem extends ImageFile {
  /** Rising, without gaps within one list. */
  id: number;
  status: ItemStatus;
  /** How often the connection broke while it was sent. */
  losses: number;
}

/** Whether images are sent, and if not, what they wait for. */
export type Flow =
  | { state: 'running' }
  | { state: 'paused' }
  | { state: 'held'; reason: 'queue_full' | 'unreachable' | 'no_model' };

/** One stretch of work: from the first image until none is left. Times are milliseconds of one clock. */
export interface Run {
  total: number;
  done: number;
  failed: number;
  startedAt: number;
  /** When the latest of them were done or failed, oldest first. */
  finishes: readonly number[];
}

export interface UploadState {
  items: readonly QueueItem[];
  counts: Readonly<Record<ItemStatus['state'], number>>;
  flow: Flow;
  run: Run;
  nextId: number;
}

export type UploadEvent =
  | { type: 'added'; files: readonly ImageFile[]; at: number }
  | { type: 'started'; id: number }
  | { type: 'done'; id: number; outcome: Outcome; at: number }
  | { type: 'failed'; id: number; problem: ApiProblem; at: number }
  /** Back into the line: it was not this image's fault, or not surely. */
  | { type: 'returned'; id: number; lost: boolean }
  | { type: 'held'; reason: Extract<Flow, { state: 'held' }>['reason'] }
  /** What the queue was held for is over. */
  | { type: 'released' }
  | { type: 'paused' }
  | { type: 'resumed' }
  | { type: 'cancelled' }
  | { type: 'retried'; ids: ReadonlySet<number>; at: number }
  | { type: 'cleared' }
  | { type: 'restored'; items: readonly QueueItem[] };

const NO_COUNTS: UploadState['counts'] = { waiting: 0, sending: 0, done: 0, failed: 0, cancelled: 0 };
const FINISHES_KEPT = 24;

export const EMPTY_UPLOAD: UploadState = {
  items: [],
  counts: NO_COUNTS,
  flow: { state: 'running' },
  run: { total: 0, done: 0, failed: 0, startedAt: 0, finishes: [] },
  nextId: 1,
};

export const isBusy = ({ counts }: UploadState): boolean => counts.waiting + counts.sending > 0;

/** Ids are without gaps, so the place follows from the first one. */
export function itemById({ items }: UploadState, id: number | null): QueueItem | undefined {
  const first = items[0];
  return first === undefined || id === null ? undefined : items[id - first.id];
}

function count(items: readonly QueueItem[]): UploadState['counts'] {
  const counts = { ...NO_COUNTS };
  for (const { status } of items) counts[status.state]++;
  return counts;
}

/** One image changed, if it still is as `from` says: an answer that comes after a cancel changes nothing. */
function change(state: UploadState, id: number, from: ItemStatus['state'], next: Partial<QueueItem>): UploadState {
  const item = itemById(state, id);
  if (item?.status.state !== from) return state;
  const changed = { ...item, ...next };
  const counts = { ...state.counts };
  counts[from]--;
  counts[changed.status.state]++;
  return { ...state, items: state.items.with(id - (state.items[0] as QueueItem).id, changed), counts };
}

function settle(state: UploadState, id: number, status: ItemStatus, at: number): UploadState {
  const next = change(state, id, 'sending', { status });
  if (next === state) return state;
  const { run } = state;
  return {
    ...next,
    run: {
      ...run,
      done: run.done + (status.state === 'done' ? 1 : 0),
      failed: run.failed + (status.state === 'failed' ? 1 : 0),
      finishes: [...run.finishes.slice(1 - FINISHES_KEPT), at],
    },
  };
}

/** More work: joins the run under way, or begins one. */
function runWith(state: UploadState, more: number, at: number): Run {
  if (isBusy(state)) return { ...state.run, total: state.run.total + more };
  return { total: more, done: 0, failed: 0, startedAt: at, finishes: [] };
}

/** A pause is of the run it was asked for: it does not hold back the next one. */
const flowFor = (state: UploadState): Flow => (isBusy(state) ? state.flow : { state: 'running' });

function changeAll(state: UploadState, edit: (item: QueueItem) => QueueItem): UploadState {
  const items = state.items.map(edit);
  return { ...state, items, counts: count(items) };
}

/** Rates are of uninterrupted work only. */
const flowTo = (state: UploadState, flow: Flow): UploadState => ({
  ...state,
  flow,
  run: { ...state.run, finishes: [] },
});

/** The whole behaviour of the upload queue but its input and output. */
export function reduceUpload(state: UploadState, event: UploadEvent): UploadState {
  switch (event.type) {
    case 'added': {
      const { files, at } = event;
      if (files.length === 0) return state;
      const added = files.map(
        (file, offset): QueueItem => ({ ...file, id: state.nextId + offset, status: { state: 'waiting' }, losses: 0 }),
      );
      return {
        ...state,
        items: [...state.items, ...added],
        counts: { ...state.counts, waiting: state.counts.waiting + added.length },
        flow: flowFor(state),
        run: runWith(state, added.length, at),
        nextId: state.nextId + added.length,
      };
    }
    case 'started':
      return change(state, event.id, 'waiting', { status: { state: 'sending' } });
    case 'done':
      return settle(state, event.id, { state: 'done', outcome: event.outcome }, event.at);
    case 'failed':
      return settle(state, event.id, { state: 'failed', problem: event.problem }, event.at);
    case 'returned': {
      const losses = (itemById(state, event.id)?.losses ?? 0) + (event.lost ? 1 : 0);
      return change(state, event.id, 'sending', { status: { state: 'waiting' }, losses });
    }
    case 'held':
      return state.flow.state === 'paused' ? state : flowTo(state, { state: 'held', reason: event.reason });
    case 'released':
      return state.flow.state === 'held' ? flowTo(state, { state: 'running' }) : state;
    case 'paused':
      return isBusy(state) ? flowTo(state, { state: 'paused' }) : state;
    case 'resumed':
      return state.flow.state === 'paused' ? flowTo(state, { state: 'running' }) : state;
    case 'cancelled': {
      const stopped = changeAll(state, (item) =>
        item.status.state === 'waiting' || item.status.state === 'sending'
          ? { ...item, status: { state: 'cancelled' } }
          : item,
      );
      return { ...stopped, flow: { state: 'running' } };
    }
    case 'retried': {
      const again = changeAll(state, (item) =>
        event.ids.has(item.id) && (item.status.state === 'failed' || item.status.state === 'cancelled')
          ? { ...item, status: { state: 'waiting' }, losses: 0 }
          : item,
      );
      const more = again.counts.waiting - state.counts.waiting;
      return more === 0 ? state : { ...again, flow: flowFor(state), run: runWith(state, more, event.at) };
    }
    case 'cleared':
      return { ...EMPTY_UPLOAD, nextId: state.nextId };
    case 'restored': {
      const last = event.items.at(-1);
      const next = state.items[0];
      // Before what was added since; not where that would tear a gap into the ids.
      if (last === undefined || (next !== undefined && next.id !== last.id + 1)) return state;
      const items = [...event.items, ...state.items];
      return { ...state, items, counts: count(items), nextId: last.id + 1 + state.items.length };
    }
  }
}
