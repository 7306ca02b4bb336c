import { useSyncExternalStore } from 'react';
import { formatCount, plural } from '../../components/format.ts';
import { toast, toastProblem } from '../../components/undo-toast.tsx';
import { detectFiles } from './detect-queue.ts';
import { type EntryLike, walkEntries } from './folder-walk.ts';
import { ACCEPT, byPath, isImageName } from './image-files.ts';
import type { ImageFile } from './upload-state.ts';

/** What is under way between a drop and the queue: folders are counted before anything is sent. */
export type Intake = { state: 'idle' } | { state: 'counting'; images: number; stop: () => void };

const IDLE: Intake = { state: 'idle' };
let intake: Intake = IDLE;
const listeners = new Set<() => void>();

function setIntake(next: Intake): void {
  intake = next;
  for (const listener of listeners) listener();
}

export function useIntake(): Intake {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => intake,
  );
}

/** The one way in: dropped, chosen and pasted images all come through here. */
function take(files: readonly ImageFile[], leftOut: number, unreadable: readonly string[]): void {
  detectFiles(files);
  const remarks: string[] = [];
  if (files.length === 0) remarks.push('No images found.');
  if (leftOut > 0) remarks.push(`${plural(leftOut, 'file')} left out: no image by its name.`);
  if (unreadable.length > 0) remarks.push(`${plural(unreadable.length, 'item')} could not be read: ${unreadable[0]}.`);
  if (remarks.length > 0) toast(remarks.join(' '));
}

const COUNT_EVERY = 25;

async function takeEntries(entries: readonly EntryLike[]): Promise<void> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  try {
    setIntake({ state: 'counting', images: 0, stop });
    const { files, leftOut, unreadable } = await walkEntries(entries, {
      signal: controller.signal,
      onCount: (images) => images % COUNT_EVERY === 0 && setIntake({ state: 'counting', images, stop }),
    });
    take(files, leftOut, unreadable);
  } catch (error) {
    if (!controller.signal.aborted) toastProblem(error);
  } finally {
    setIntake(IDLE);
  }
}

/** What a drop carries. Must be called within the event: the browser empties the transfer afterwards. */
export function takeDrop(transfer: DataTransfer): void {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.some((entry) => entry.isDirectory)) return void takeEntries(entries);
  const files = [...transfer.files].map((file) => ({ file, path: file.name })).sort(byPath);
  // The list of hundreds is drawn in a task of its own, not in that of the drop.
  setTimeout(() => take(files, 0, []));
}

const extensionOf = (type: string) => type.replace(/^image\/(x-)?/, '').replace(/\+.*/, '');

/** Images on the clipboard; answers whether there were any. */
export function takePaste(clipboard: DataTransfer): boolean {
  const images = [...clipboard.files].filter((file) => file.type.startsWith('image/') || isImageName(file.name));
  if (images.length === 0) return false;
  const time = new Date().toTimeString().slice(0, 8).replaceAll(':', '.');
  take(
    images.map((file) => {
      // Browsers call every pasted bitmap the same.
      const name = file.name === 'image.png' ? `Pasted ${time}.${extensionOf(file.type)}` : file.name;
      return { file: name === file.name ? file : new File([file], name, { type: file.type }), path: name };
    }),
    0,
    [],
  );
  return true;
}

function openPicker(prepare: (input: HTMLInputElement) => void, done: (files: File[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  prepare(input);
  input.addEventListener('change', () => done([...(input.files ?? [])]), { once: true });
  input.click();
}

export const chooseImages = (): void => chooseImagesThen(() => {});

/** The same from another page; `taken` is called once images were chosen, and not when the picker was closed. */
export function chooseImagesThen(taken: () => void): void {
  openPicker(
    (input) => {
      input.accept = ACCEPT;
    },
    (files) => {
      take(files.map((file) => ({ file, path: file.name })).sort(byPath), 0, []);
      taken();
    },
  );
}

export function chooseFolder(): void {
  openPicker(
    (input) => {
      input.webkitdirectory = true;
    },
    (files) => {
      const images = files.filter((file) => isImageName(file.name));
      take(
        images.map((file) => ({ file, path: file.webkitRelativePath || file.name })).sort(byPath),
        files.length - images.length,
        [],
      );
    },
  );
}

/** "Counting images: 1,250 found" */
export const countingText = (images: number): string => `Counting images: ${formatCount(images)} found`;
