import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of labelled images for one test; the images are empty files, since only their names are read. */
export interface SetFolder {
  at(...parts: string[]): string;
  write(path: string, text?: string): void;
  remove(): void;
}

export function makeSetFolder(): SetFolder {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-labels-'));
  const at = (...parts: string[]) => join(folder, ...parts);
  return {
    at,
    write(path, text = '') {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), text);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
