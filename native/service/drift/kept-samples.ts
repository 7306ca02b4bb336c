import { setImmediate as breathe } from 'node:timers/promises';
import { describeDetections } from '../../boxes/features.ts';
import { selectDetections } from '../../boxes/select.ts';
import type { ImageSamples } from '../../contract/features.ts';
import type { DriftSample } from '../../store/drift-types.ts';
import type { SampleQuery, Store } from '../../store/types.ts';
import type { Binding } from './binding.ts';
import { samplesOf } from './features.ts';

/** Some 15 ms each, twice that where results were kept under other thresholds; requests go in between. */
const PAGE = 500;

type KeptStore = Pick<Store, 'getCandidates' | 'getModel' | 'recentSamples'>;

/**
 * The newest kept results of a time and of the model of `binding`, at most `limit`, oldest first and numbered from -n to -1, as
 * its thresholds would have it: those answered under others are selected anew from their candidates. Milliseconds since
 * 1970, inclusive. Lets others in between its pages.
 */
export async function keptSamples(
  store: KeptStore,
  binding: Binding,
  { from, to, limit }: { from?: number; to?: number; limit: number },
): Promise<DriftSample[]> {
  const { model_id } = binding;
  const classes = store.getModel(model_id)?.classes ?? [];
  const pages: DriftSample[][] = [];
  const seen = new Set<number | string>();
  let count = 0;
  let until = to;
  for (;;) {
    const query: SampleQuery = { model_id, limit: PAGE };
    if (from !== undefined) query.from = from;
    if (until !== undefined) query.to = until;
    const kept = store.recentSamples(query);
    const fresh = samplesOf(kept, () => 0).flatMap((sample, index) => {
      if (seen.has(sample.id)) return [];
      return underThresholds(store, binding, classes, kept, sample, index) ?? [];
    });
    for (const id of kept.ids) seen.add(id);
    pages.unshift(fresh);
    count += fresh.length;
    if (kept.ids.length < PAGE || count >= limit) break;
    // Results of the same millisecond may lie on both pages; where they fill one, on to the millisecond before.
    const oldest = kept.created_at[0] as number;
    until = until === oldest ? oldest - 1 : oldest;
    await breathe();
  }
  const samples = pages.flat().slice(-limit);
  return samples.map((sample, index) => ({ ...sample, seq: index - samples.length }));
}

/** Null where it cannot be told any more. */
function underThresholds(
  store: KeptStore,
  { conf, iou, max_det }: Binding,
  classes: readonly string[],
  kept: ImageSamples,
  sample: DriftSample,
  index: number,
): DriftSample | null {
  if (kept.conf[index] === conf && kept.iou[index] === iou) return sample;
  const candidates = store.getCandidates(kept.ids[index] as number);
  if (candidates === null) return null;
  const size = { width: kept.features.width[index] as number, height: kept.features.height[index] as number };
  const found = describeDetections(
    selectDetections(candidates, { conf, iou, max_det, classes: null }, size, classes),
    size,
  );
  const { detections, confidence, mean_box_area, dominant_class } = found;
  const features = { ...sample.features, detections, confidence, box_area: mean_box_area, dominant_class };
  return { ...sample, features };
}
