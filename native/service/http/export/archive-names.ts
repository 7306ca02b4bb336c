import type { HistoryItem } from '../../../contract/http/history.ts';
import type { Store } from '../../../store/types.ts';
import { safeFileName, safeStem } from '../../originals/file-name.ts';

/** File names inside an archive: no two alike, whatever the results are called. */
export interface ArchiveNames {
  /** Without extension; the same each time it is asked for one result. */
  stemOf(item: HistoryItem): string;
  /** Name of the picture inside `images/`, null where none is kept. */
  pictureOf(item: HistoryItem): string | null;
}

/** The first result of a name has it plain; a later one has its number behind it. */
export function createArchiveNames(store: Store): ArchiveNames {
  const stems = new Map<number, string>();
  // Without case, since some file systems know none.
  const taken = new Set<string>();

  function stemOf(item: HistoryItem): string {
    const known = stems.get(item.inference_id);
    if (known !== undefined) return known;
    let stem = safeStem(item.name);
    while (taken.has(stem.toLowerCase())) stem += `-${item.inference_id}`;
    taken.add(stem.toLowerCase());
    stems.set(item.inference_id, stem);
    return stem;
  }

  return {
    stemOf,
    pictureOf(item) {
      const image = store.getImage(item.inference_id);
      if (image === null) return null;
      const extension = safeFileName(item.name, image.extension).split('.').at(-1);
      return `${stemOf(item)}.${extension}`;
    },
  };
}
