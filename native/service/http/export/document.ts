import type { HistoryItem } from '../../../contract/http/history.ts';
import type { Store } from '../../../store/types.ts';
import type { ArchiveNames } from './archive-names.ts';
import { createClassIndex } from './class-index.ts';
import { writeCoco } from './coco.ts';
import { writeCsv } from './csv.ts';
import { writeJson } from './json.ts';
import type { ExportPlan } from './plan.ts';
import { readRecords } from './records.ts';

/**
 * The one file of a format that has just one, piece by piece. `names` are those of the archive it lies in, null where it
 * stands alone and calls every image by the name it came with.
 */
export function writeDocument(
  store: Store,
  plan: ExportPlan,
  format: 'json' | 'csv' | 'coco',
  names: ArchiveNames | null,
): AsyncGenerator<string, void> {
  const records = () => readRecords(store, plan);
  const pathOf = names === null ? null : (item: HistoryItem) => pathInArchive(names.pictureOf(item));
  switch (format) {
    case 'json':
      return writeJson(plan, records(), pathOf);
    case 'csv':
      return writeCsv(records(), pathOf);
    case 'coco': {
      const nameOf = (item: HistoryItem) => names?.pictureOf(item) ?? item.name;
      return writeCoco(plan, records, createClassIndex(plan.models), nameOf);
    }
  }
}

const pathInArchive = (name: string | null) => (name === null ? null : `images/${name}`);
