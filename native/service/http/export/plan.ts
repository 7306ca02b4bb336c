import { setImmediate as nextTurn } from 'node:timers/promises';
import { VigilError } from '../../../contract/errors.ts';
import type { ExportBody } from '../../../contract/http/history-actions.ts';
import type { RegisteredModel } from '../../../contract/http/models.ts';
import type { Store } from '../../../store/types.ts';

export type ExportFormat = ExportBody['format'];
export type ExportThresholds = NonNullable<ExportBody['thresholds']>;

/** What an export will hold, settled before its first byte. Of the results themselves only the numbers are in memory. */
export interface ExportPlan {
  format: ExportFormat;
  /** Null: each result as it was answered. */
  thresholds: ExportThresholds | null;
  /** With pictures, and so as a ZIP. */
  pictures: boolean;
  at: Date;
  /** Of Vigil. */
  version: string;
  ids: readonly number[];
  /** Those that the results come from, in the order they were first loaded. */
  models: readonly RegisteredModel[];
  /** How many of the results have a picture, and their bytes altogether. */
  pictureCount: number;
  pictureBytes: number;
}

/** Walks the selection once. Throws `not_found` when it holds no result. */
export async function planExport(store: Store, body: ExportBody, version: string, at: Date): Promise<ExportPlan> {
  const ids: number[] = [];
  const models = new Set<string>();
  let pictureCount = 0;
  let pictureBytes = 0;
  for (const chunk of store.walk(body.selection)) {
    for (const { id, model_id, image_bytes } of chunk) {
      ids.push(id);
      models.add(model_id);
      if (image_bytes === null) continue;
      pictureCount++;
      pictureBytes += image_bytes;
    }
    await nextTurn();
  }
  if (ids.length === 0) throw new VigilError('not_found', 'The selection holds no result. Choose another one.');
  const { format, thresholds = null, images: pictures } = body;
  return {
    ...{ format, thresholds, pictures, at, version, ids, pictureCount, pictureBytes },
    models: store
      .listModels()
      .filter(({ id }) => models.has(id))
      .sort((a, b) => a.first_loaded_at.localeCompare(b.first_loaded_at) || a.id.localeCompare(b.id)),
  };
}

/** What the thresholds of an export mean, in words for the file itself. */
export function thresholdNote({ thresholds }: ExportPlan): string {
  if (thresholds === null) {
    return 'Each result as it was answered, with the confidence and overlap thresholds asked for then';
  }
  const { conf, iou } = thresholds;
  return `Selected anew from the kept candidates: confidence at least ${conf}, overlap (IoU) at most ${iou}`;
}
