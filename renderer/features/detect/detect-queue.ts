import { useSyncExternalStore } from 'react';
import { httpTransport } from './detect-transport.ts';
import { detectView, useDetectView } from './detect-view.ts';
import { UploadQueue } from './upload-queue.ts';
import { type ImageFile, itemById, type QueueItem, type UploadState } from './upload-state.ts';

/** The queue of this window. It goes on while the user is on another page. */
export const detectQueue = new UploadQueue(httpTransport());

/** A part of the queue's state. `pick` must answer the same thing while nothing of it has changed. */
export function useQueue<Part>(pick: (state: UploadState) => Part): Part {
  return useSyncExternalStore(detectQueue.subscribe, () => pick(detectQueue.get()));
}

/** The image on the stage. */
export function useCurrentItem(): QueueItem | undefined {
  const current = useDetectView('current');
  return useQueue((state) => itemById(state, current));
}

/** Puts images into the queue and shows the first of them. */
export function detectFiles(files: readonly ImageFile[]): void {
  if (files.length > 0) detectView.show(detectQueue.add(files));
}

/** Shows the image `by` places further, stopping at the ends. */
export function stepImage(by: 1 | -1): void {
  const { items } = detectQueue.get();
  const first = items[0];
  const last = items.at(-1);
  if (first === undefined || last === undefined) return;
  const current = detectView.get().current ?? first.id;
  detectView.show(Math.min(last.id, Math.max(first.id, current + by)));
}
