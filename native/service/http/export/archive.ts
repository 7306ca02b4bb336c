import type { HistoryItem } from '../../../contract/http/history.ts';
import type { Store } from '../../../store/types.ts';
import { openKept } from '../../originals/send.ts';
import { type ArchiveNames, createArchiveNames } from './archive-names.ts';
import { toBlocks } from './blocks.ts';
import { createClassIndex } from './class-index.ts';
import { writeDocument } from './document.ts';
import type { ExportPlan } from './plan.ts';
import { readRecords } from './records.ts';
import { toDataYaml, toLabels } from './yolo.ts';
import type { ArchiveEntry } from './zip.ts';

const DOCUMENT_NAMES = { json: 'results.json', csv: 'results.csv', coco: 'coco.json' } as const;

/** The files of an export that is an archive: `labels/` and `data.yaml` or one document, and `images/`. */
export async function* archiveEntries(store: Store, plan: ExportPlan): AsyncGenerator<ArchiveEntry, void> {
  const { format } = plan;
  const names = createArchiveNames(store);
  if (format === 'yolo') {
    const classes = createClassIndex(plan.models);
    for await (const item of readRecords(store, plan)) {
      yield { kind: 'text', name: `labels/${names.stemOf(item)}.txt`, text: toLabels(item, classes) };
      if (plan.pictures) yield* pictureEntry(store, item, names);
    }
    yield { kind: 'text', name: 'data.yaml', text: toDataYaml(plan, classes) };
    return;
  }
  const document = writeDocument(store, plan, format, names);
  yield { kind: 'document', name: DOCUMENT_NAMES[format], content: toBlocks(document) };
  for await (const item of readRecords(store, plan)) yield* pictureEntry(store, item, names);
}

/** Nothing for a result without a picture, or whose picture goes while the export is under way. */
async function* pictureEntry(store: Store, item: HistoryItem, names: ArchiveNames): AsyncGenerator<ArchiveEntry, void> {
  const name = names.pictureOf(item);
  const image = store.getImage(item.inference_id);
  if (name === null || image === null) return;
  const file = await openKept(store, image);
  if (file === null) return;
  try {
    yield { kind: 'picture', name: `images/${name}`, content: file.createReadStream({ autoClose: false }) };
  } finally {
    await file.close();
  }
}
