import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { VigilError } from '../contract/errors.ts';

/** Pictures in `images/ab/<sha256>.<extension>` of the data folder, and those still coming in, in `images/incoming/`. */
export interface ImageFiles {
  pathOf(image: { sha256: string; extension: string }): string;
  /** Where a new picture may be written; it disappears at the next start unless it is moved into place. */
  newPart(): string;
  /** Throws `storage_failed`. */
  moveIntoPlace(part: string, target: string): void;
  /** Answers false where it could not be removed, as on Windows while somebody reads it. */
  remove(path: string): boolean;
}

export function openImageFiles(folder: string): ImageFiles {
  const root = join(folder, 'images');
  const incoming = join(root, 'incoming');
  let parts = 0;
  remove(incoming);

  function remove(path: string): boolean {
    try {
      rmSync(path, { recursive: true, force: true });
      return true;
    } catch {
      return false;
    }
  }

  return {
    pathOf: ({ sha256, extension }) => join(root, sha256.slice(0, 2), `${sha256}.${extension}`),
    newPart() {
      attempt(folder, () => mkdirSync(incoming, { recursive: true, mode: 0o700 }));
      parts++;
      return join(incoming, `${parts}.part`);
    },
    moveIntoPlace(part, target) {
      attempt(folder, () => {
        mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
        renameSync(part, target);
      });
    },
    remove,
  };
}

/** The pictures of a history that was set aside go with it, under the same time. */
export function setImagesAside(folder: string, historySetAside: string): void {
  const stamp = /\.corrupt-(\w+)\.db$/.exec(historySetAside)?.[1];
  // Of a log alone: the history itself stays.
  if (stamp === undefined) return;
  try {
    renameSync(join(folder, 'images'), join(folder, `images.corrupt-${stamp}`));
  } catch {
    // There were none.
  }
}

function attempt(folder: string, action: () => void): void {
  try {
    action();
  } catch (thrown) {
    throw new VigilError(
      'storage_failed',
      `A picture cannot be kept in ${folder} (${thrown instanceof Error ? thrown.message : String(thrown)}). ` +
        'Check its permissions and that its disk has room.',
      { cause: thrown },
    );
  }
}
