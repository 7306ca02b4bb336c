import type { DriftConfig, Verdict } from '../../contract/drift.ts';
import type { CurrentState, DriftResponse, ReferenceState } from '../../contract/http/drift.ts';
import type { DriftFacts } from '../../metrics/types.ts';
import type { DriftSample } from '../../store/drift-types.ts';
import { parseBinding } from './binding.ts';
import type { LiveReference } from './live-reference.ts';

export const iso = (at: number | null | undefined) => (at == null ? null : new Date(at).toISOString());

const NO_FIGURES = {
  dataset_drift: null,
  drift_share: null,
  num_drifted_features: null,
  num_features: null,
  embedding_distance: null,
  features: [],
  events: [],
  warnings: [],
} satisfies Partial<Verdict>;

/** Before anything came. */
export const NOTHING_YET = 'No image has come yet: the reference is made of the first ones.';
const FIRST_CHECK = 'The windows are full and are being judged for the first time.';

const oldest = (samples: readonly DriftSample[]) =>
  samples.reduce<number | null>((min, { at }) => (min === null || at < min ? at : min), null);
const newest = (samples: readonly DriftSample[]) =>
  samples.reduce<number | null>((max, { at }) => (max === null || at > max ? at : max), null);

export function referenceState(live: LiveReference | null, config: DriftConfig): ReferenceState {
  if (live === null) {
    return {
      size: 0,
      target: config.reference_size,
      created_at: null,
      source: 'first',
      version: 1,
      from: null,
      to: null,
      model_id: null,
    };
  }
  const { facts, reference } = live;
  return {
    size: reference.length,
    target: facts.target,
    created_at: iso(facts.completed_at),
    source: facts.source,
    version: facts.version,
    from: iso(oldest(reference)),
    to: iso(newest(reference)),
    model_id: parseBinding(facts.binding).model_id,
  };
}

function currentState(live: LiveReference | null, config: DriftConfig): CurrentState {
  const samples = live?.current ?? [];
  return { size: samples.length, target: config.current_size, from: iso(oldest(samples)), to: iso(newest(samples)) };
}

/** The whole answer around `verdict`, or around what stands in the way of one. */
export function toResponse(live: LiveReference | null, config: DriftConfig, verdict?: Verdict): DriftResponse {
  const found = verdict ?? live?.progress.verdict ?? null;
  const { state, reason } = live?.state(config.current_size) ?? {
    state: 'collecting_reference' as const,
    reason: NOTHING_YET,
  };
  const shown = state === 'active' && found !== null ? found : null;
  const features = live?.progress.alarms.features ?? {};
  return {
    ...(shown ?? { ...NO_FIGURES, state, reason: state === 'active' ? FIRST_CHECK : reason }),
    checked_at: iso(live?.progress.checked_at),
    reference: referenceState(live, config),
    current: currentState(live, config),
    dataset_alarm: live?.progress.alarms.dataset.phase ?? { phase: 'quiet' },
    alarms: Object.fromEntries(Object.entries(features).map(([name, { phase }]) => [name, phase])),
  };
}

/** The same for `/metrics`. */
export function toFigures({ reference, current, checked_at, ...verdict }: DriftResponse): Omit<DriftFacts, 'samples'> {
  return {
    ...verdict,
    version: reference.version,
    reference_samples: reference.size,
    current_samples: current.size,
    checked_at: checked_at === null ? null : Date.parse(checked_at),
  };
}
