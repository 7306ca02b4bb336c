import type { DriftConfig } from '../../contract/drift.ts';
import type { DriftPreviewResponse } from '../../contract/http/drift.ts';
import type { Store } from '../../store/types.ts';
import type { CheckThread } from './check-thread.ts';
import { keptSamples } from './kept-samples.ts';
import { MOST_CHECKS } from './replay.ts';
import { iso } from './response.ts';
import type { DriftMonitor } from './types.ts';

const SPAN_MS = 7 * 24 * 60 * 60_000;
/** Newest first; more would take seconds to read. */
const MOST_SAMPLES = 5_000;
const MOST_TIMES = 100;

/**
 * What a configuration would have found in the results of the last 7 days, by going through them again, in a thread. Held
 * against the present reference where it has the size asked for. Throws `model_not_loaded`, `invalid_parameter`.
 */
export async function previewConfig(
  {
    store,
    drift,
    thread,
  }: { store: Pick<Store, 'getCandidates' | 'getModel' | 'recentSamples'>; drift: DriftMonitor; thread: CheckThread },
  config: DriftConfig,
  now: number,
): Promise<DriftPreviewResponse> {
  const invalidates = drift.wouldInvalidate(config);
  const present = drift.reference();
  const reference = present !== null && present.length === config.reference_size ? present : null;
  const kept = await keptSamples(store, drift.binding(), { from: now - SPAN_MS, limit: MOST_SAMPLES + 1 });
  const own = new Set(reference?.map(({ id }) => id));
  const usable = kept.filter(({ id }) => !own.has(id));
  // As many of the newest as the checks reach.
  const reach =
    (MOST_CHECKS - 1) * config.step + config.current_size + (reference === null ? config.reference_size : 0);
  const samples = usable.slice(-Math.min(MOST_SAMPLES, reach));
  const found = await thread.replay(reference, samples, config);
  const truncated = found.truncated || samples.length < usable.length;
  return {
    from: iso(samples[0]?.at),
    to: iso(samples.at(-1)?.at),
    samples: samples.length,
    truncated,
    reference: found.reference,
    checks: found.checks,
    checks_with_drift: found.checks_with_drift,
    fired: found.fired_at.length,
    fired_at: found.fired_at.slice(-MOST_TIMES).map((at) => new Date(at).toISOString()),
    features: found.features,
    invalidates,
    summary: summaryOf(found.checks, found.fired_at.length, samples.length, truncated),
  };
}

function summaryOf(checks: number, fired: number, samples: number, truncated: boolean): string {
  if (checks === 0) return `The last 7 days have ${samples} usable images, too few for these windows.`;
  const which = truncated
    ? `the newest ${samples} images of the last 7 days`
    : `the ${samples} images of the last 7 days`;
  const times = fired === 0 ? 'not have fired' : fired === 1 ? 'have fired once' : `have fired ${fired} times`;
  return `On ${which} this would ${times}, in ${checks} checks.`;
}
