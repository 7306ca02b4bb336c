import { close, open, read, readFile } from 'node:fs';
import { readdir } from 'node:fs/promises';

/** The text of a file of the kernel; null where there is none, or it is not ours to read. */
export function readText(path: string): Promise<string | null> {
  return new Promise((resolve) => readFile(path, 'utf8', (error, text) => resolve(error === null ? text : null)));
}

/** The whole number that a file of one line holds; null where there is none. */
export async function readInteger(path: string): Promise<number | null> {
  const text = (await readText(path))?.trim() ?? '';
  return /^-?\d+$/.test(text) ? Number(text) : null;
}

/** Names in a folder; none where there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

const CHUNK_BYTES = 16_384;

/**
 * A file of the kernel that is read every second: it stays open and is read from its beginning, which the kernel answers
 * with the figures of that moment, at a third of what opening it each time costs. One reading at a time.
 */
export class KernelFile {
  readonly #path: string;
  readonly #buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  #descriptor: number | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  /** Its text; null where there is no such file. */
  async read(): Promise<string | null> {
    this.#descriptor ??= await this.#open();
    if (this.#descriptor === null) return null;
    let text = '';
    for (;;) {
      // The kernel gives whole lines, at most a page of them at a time.
      const bytes = await this.#readAt(this.#descriptor, text.length);
      if (bytes === null) {
        this.close();
        return null;
      }
      if (bytes === 0) return text;
      // Plain ASCII, so that characters are bytes.
      text += this.#buffer.toString('latin1', 0, bytes);
    }
  }

  close(): void {
    if (this.#descriptor !== null) close(this.#descriptor, () => {});
    this.#descriptor = null;
  }

  #open(): Promise<number | null> {
    return new Promise((resolve) => {
      open(this.#path, 'r', (error, descriptor) => resolve(error === null ? descriptor : null));
    });
  }

  #readAt(descriptor: number, position: number): Promise<number | null> {
    return new Promise((resolve) => {
      read(descriptor, this.#buffer, 0, CHUNK_BYTES, position, (error, bytes) =>
        resolve(error === null ? bytes : null),
      );
    });
  }
}
