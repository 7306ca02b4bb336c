import type { DriftConfig } from '../../contract/drift.ts';
import { compareWindows } from '../../drift/verdict/check.ts';
import { type Alarms, NO_ALARMS, observeVerdict } from '../../drift/verdict/confirmation.ts';
import type { DriftSample } from '../../store/drift-types.ts';
import { toWindow } from './features.ts';

/** More checks than this are not made: a check is some milliseconds. */
export const MOST_CHECKS = 500;

/** What a configuration finds in samples that are past. Times in milliseconds since 1970. */
export interface Replay {
  reference: 'present' | 'first';
  checks: number;
  checks_with_drift: number;
  /** Times at which drift of the data set was confirmed. */
  fired_at: number[];
  /** Times that drift of each feature was confirmed. */
  features: Record<string, number>;
  /** The samples reached further than the checks. */
  truncated: boolean;
}

/**
 * Goes through `samples`, oldest first, as the console would have: a check at every step once the windows are full.
 * Without a `reference` the first of the samples are one.
 */
export function replay(
  reference: readonly DriftSample[] | null,
  samples: readonly DriftSample[],
  config: DriftConfig,
): Replay {
  const before = reference ?? samples.slice(0, config.reference_size);
  const stream = reference === null ? samples.slice(config.reference_size) : samples;
  const result: Replay = {
    reference: reference === null ? 'first' : 'present',
    checks: 0,
    checks_with_drift: 0,
    fired_at: [],
    features: {},
    truncated: false,
  };
  if (before.length < config.reference_size) return result;
  const window = toWindow(before);
  const size = config.current_size;
  let alarms: Alarms = NO_ALARMS;
  for (let end = size; end <= stream.length; end += config.step) {
    if (result.checks === MOST_CHECKS) {
      result.truncated = true;
      break;
    }
    const verdict = compareWindows(window, toWindow(stream.slice(end - size, end)), config);
    const next = observeVerdict(alarms, verdict, { end, size, config });
    result.checks += 1;
    if (verdict.dataset_drift) result.checks_with_drift += 1;
    if (begins(alarms.dataset, next.dataset)) result.fired_at.push(stream[end - 1]?.at ?? 0);
    for (const [feature, state] of Object.entries(next.features)) {
      if (!begins(alarms.features[feature], state)) continue;
      result.features[feature] = (result.features[feature] ?? 0) + 1;
    }
    alarms = next;
  }
  return result;
}

type Confirmation = Alarms['dataset'];

/** Drift that is over for a moment only (`clearing`) does not begin again. */
function begins(before: Confirmation | undefined, now: Confirmation): boolean {
  const was = before?.phase.phase ?? 'quiet';
  return now.phase.phase === 'confirmed' && was !== 'confirmed' && was !== 'clearing';
}
