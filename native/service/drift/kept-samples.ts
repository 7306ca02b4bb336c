import { setImmediate as breathe } from 'node:timers/promises';
import type { DriftSample } from '../../store/drift-types.ts';
import type { SampleQuery, Store } from '../../store/types.ts';
import type { Binding } from './binding.ts';
import { samplesOf } from './features.ts';

/** Some 15 ms each; requests go in between. */
const PAGE = 500;

/**
 * The newest kept results of a time that fit `binding`, at most `limit`, oldest first and numbered from -n to -1. Milliseconds
 * since 1970, inclusive. Lets others in between its pages.
 */
export async function keptSamples(
  store: Pick<Store, 'recentSamples'>,
  { model_id, conf, iou }: Binding,
  { from, to, limit }: { from?: number; to?: number; limit: number },
): Promise<DriftSample[]> {
  const pages: DriftSample[][] = [];
  const seen = new Set<number | string>();
  let count = 0;
  let until = to;
  for (;;) {
    const query: SampleQuery = { model_id, limit: PAGE };
    if (from !== undefined) query.from = from;
    if (until !== undefined) query.to = until;
    const kept = store.recentSamples(query);
    const fresh = samplesOf(kept, () => 0).filter(
      ({ id }, index) => !seen.has(id) && kept.conf[index] === conf && kept.iou[index] === iou,
    );
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
