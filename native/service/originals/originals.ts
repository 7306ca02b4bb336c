import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import type { Store } from '../../store/types.ts';
import { imageExtension } from './format.ts';

/** Pictures that wait in memory to be written; those beyond are written before their request is answered. */
export const MEMORY_BYTES = 64 * 1024 * 1024;
const FILE_MODE = 0o600;

/** Keeps the pictures of results, off the way of their requests. */
export interface Originals {
  /**
   * Takes charge of a picture until it is known whether its result is kept. Resolves at once while the bound on memory
   * allows, else when the picture is on the disk. Never rejects: what cannot be kept is in the log.
   */
  hold(bytes: Uint8Array): Promise<HeldPicture>;
}

export interface HeldPicture {
  /** To be called once its result is in history; hashing and writing happen later. */
  keepFor(inferenceId: number): void;
  /** Forgets the picture, unless `keepFor` was called. */
  drop(): void;
}

type Content =
  | { in: 'memory'; bytes: Uint8Array; extension: string }
  | { in: 'part'; path: string; bytes: number; extension: string; sha256: string }
  | { in: 'nowhere' };

interface Job {
  content: Content;
  inferenceId: number;
}

interface Warnings {
  warn(fields: object, message: string): void;
}

const NOT_KEPT: HeldPicture = { keepFor() {}, drop() {} };

/** Finishes what it still has to write when the store closes. `onKept` is told of each picture that can be asked for. */
export function keepOriginals(
  store: Store,
  log: Warnings,
  memoryBytes = MEMORY_BYTES,
  onKept: () => void = () => {},
): Originals {
  const queue: Job[] = [];
  let inMemory = 0;
  let isWorking = false;
  let isClosed = false;
  store.onClose(finishNow);

  async function hold(bytes: Uint8Array): Promise<HeldPicture> {
    const extension = imageExtension(bytes);
    if (extension === null) return NOT_KEPT;
    if (inMemory + bytes.length > memoryBytes) return held(await writePart(bytes, extension));
    inMemory += bytes.length;
    return held({ in: 'memory', bytes, extension });
  }

  function held(content: Content): HeldPicture {
    let isSettled = false;
    const settle = (action: () => void) => {
      if (!isSettled) action();
      isSettled = true;
    };
    return {
      keepFor: (inferenceId) =>
        settle(() => {
          queue.push({ content, inferenceId });
          // Not in this turn, which is about to answer.
          if (!isWorking) setImmediate(() => void work());
          isWorking = true;
        }),
      drop: () => settle(() => discard(content)),
    };
  }

  async function writePart(bytes: Uint8Array, extension: string): Promise<Content> {
    let path: string | null = null;
    try {
      const sha256 = await digest(bytes);
      path = store.newImagePart();
      await writeFile(path, bytes, { mode: FILE_MODE });
      return { in: 'part', path, bytes: bytes.length, extension, sha256 };
    } catch (error) {
      if (path !== null) await rm(path, { force: true }).catch(() => {});
      log.warn({ err: error }, 'a picture could not be kept');
      return { in: 'nowhere' };
    }
  }

  /** One after the other, so that one content is never written twice at a time. */
  async function work(): Promise<void> {
    for (let job = queue[0]; job !== undefined && !isClosed; job = queue[0]) {
      try {
        await putAway(job);
        if (!isClosed) onKept();
      } catch (error) {
        if (!isClosed) warn(job, error);
      }
      if (isClosed) return;
      discard(job.content);
      queue.shift();
    }
    isWorking = false;
  }

  async function putAway({ content, inferenceId }: Job): Promise<void> {
    if (content.in === 'memory') {
      const sha256 = await digest(content.bytes);
      if (isClosed || store.linkImage(inferenceId, sha256) !== 'unknown') return;
      const part = await writePart(content.bytes, content.extension);
      if (isClosed) return;
      place(part, inferenceId);
      discard(part);
    } else {
      place(content, inferenceId);
    }
  }

  function place(content: Content, inferenceId: number): void {
    if (content.in !== 'part' || store.linkImage(inferenceId, content.sha256) !== 'unknown') return;
    store.addImage(inferenceId, content, content.path);
  }

  /** Lets go of memory, or of a part that was not moved to its place. */
  function discard(content: Content): void {
    if (content.in === 'memory') inMemory -= content.bytes.length;
    else if (content.in === 'part') rmSync(content.path, { force: true });
  }

  function finishNow(): void {
    isClosed = true;
    for (const job of queue) {
      try {
        place(job.content.in === 'memory' ? writePartNow(job.content) : job.content, job.inferenceId);
      } catch (error) {
        warn(job, error);
      }
    }
  }

  function writePartNow({ bytes, extension }: { bytes: Uint8Array; extension: string }): Content {
    const path = store.newImagePart();
    writeFileSync(path, bytes, { mode: FILE_MODE });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { in: 'part', path, bytes: bytes.length, extension, sha256 };
  }

  function warn({ inferenceId }: Job, error: unknown): void {
    log.warn({ inference_id: inferenceId, err: error }, 'the picture of a result could not be kept');
  }

  return { hold };
}

/** SHA-256 in hex, computed on another thread. */
async function digest(bytes: Uint8Array): Promise<string> {
  // Of a copy's type only: a view on shared memory never comes here.
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)).toString('hex');
}
