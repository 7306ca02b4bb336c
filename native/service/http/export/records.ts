import { setImmediate as nextTurn } from 'node:timers/promises';
import { describeDetections } from '../../../boxes/features.ts';
import { selectDetections } from '../../../boxes/select.ts';
import { DEFAULT_MAX_DET } from '../../../contract/http/detect.ts';
import type { HistoryItem } from '../../../contract/http/history.ts';
import type { Store } from '../../../store/types.ts';
import type { ExportPlan } from './plan.ts';

/** Read in one go; a millisecond or two. */
const AT_ONCE = 50;

/**
 * The results of a plan one by one, each read when it is asked for, under the thresholds of the plan. One that was deleted
 * after planning is left out. May be walked more than once.
 */
export async function* readRecords(store: Store, plan: ExportPlan): AsyncGenerator<HistoryItem, void> {
  for (const [position, id] of plan.ids.entries()) {
    if (position % AT_ONCE === AT_ONCE - 1) await nextTurn();
    const item = readRecord(store, plan, id);
    if (item !== null) yield item;
  }
}

function readRecord(store: Store, { thresholds, models }: ExportPlan, id: number): HistoryItem | null {
  const item = store.getInference(id);
  if (item === null || thresholds === null) return item;
  const candidates = store.getCandidates(id);
  if (candidates === null) return null;
  const names = models.find((model) => model.id === item.model.id)?.classes ?? [];
  const detections = selectDetections(
    candidates,
    { ...thresholds, max_det: DEFAULT_MAX_DET, classes: null },
    item,
    names,
  );
  const features = { ...item.features, ...describeDetections(detections, item) };
  return { ...item, ...thresholds, detections, features };
}
