import { byPath, isImageName } from './image-files.ts';
import type { ImageFile } from './upload-state.ts';

/** What the walk needs of the browser's FileSystemEntry. */
export interface EntryLike {
  readonly isFile: boolean;
  readonly isDirectory: boolean;
  readonly name: string;
  readonly fullPath: string;
}
export interface FileEntryLike extends EntryLike {
  file(found: (file: File) => void, failed: (error: DOMException) => void): void;
}
export interface DirectoryEntryLike extends EntryLike {
  createReader(): {
    readEntries(found: (entries: EntryLike[]) => void, failed: (error: DOMException) => void): void;
  };
}

export interface WalkResult {
  /** Images in natural order of their paths. */
  files: ImageFile[];
  /** Files of folders that are no images. */
  leftOut: number;
  /** Files and folders that could not be read. */
  unreadable: string[];
}

export interface WalkOptions {
  signal: AbortSignal;
  /** Called with the number of images found so far. */
  onCount: (images: number) => void;
}

const isFileEntry = (entry: EntryLike): entry is FileEntryLike => entry.isFile;
const isDirectoryEntry = (entry: EntryLike): entry is DirectoryEntryLike => entry.isDirectory;

const fileOf = (entry: FileEntryLike) => new Promise<File>((resolve, reject) => entry.file(resolve, reject));

/** Readers hand out a folder in pieces (Chrome: a hundred entries each) until they answer with none. */
async function entriesOf(directory: DirectoryEntryLike): Promise<EntryLike[]> {
  const reader = directory.createReader();
  const all: EntryLike[] = [];
  for (;;) {
    const batch = await new Promise<EntryLike[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return all;
    all.push(...batch);
  }
}

/**
 * Every image of the entries and of the folders among them, however deep. What was dropped by itself is taken whatever
 * it is called, so that a wrong file is named rather than passed over; within folders the ending decides. Rejects only
 * when aborted.
 */
export async function walkEntries(
  entries: readonly EntryLike[],
  { signal, onCount }: WalkOptions,
): Promise<WalkResult> {
  const result: WalkResult = { files: [], leftOut: 0, unreadable: [] };

  const take = async (entry: FileEntryLike, path: string) => {
    result.files.push({ file: await fileOf(entry), path });
    onCount(result.files.length);
  };
  const visit = async (entry: EntryLike, depth: number): Promise<void> => {
    signal.throwIfAborted();
    const path = entry.fullPath.replace(/^\//, '') || entry.name;
    try {
      if (isFileEntry(entry)) {
        if (depth === 0 || isImageName(entry.name)) await take(entry, path);
        else if (!entry.name.startsWith('.')) result.leftOut++;
      } else if (isDirectoryEntry(entry) && (depth === 0 || !entry.name.startsWith('.'))) {
        for (const inside of await entriesOf(entry)) await visit(inside, depth + 1);
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof DOMException)) throw error;
      result.unreadable.push(path);
    }
  };

  for (const entry of entries) await visit(entry, 0);
  result.files.sort(byPath);
  return result;
}
