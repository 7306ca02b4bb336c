import type { ConfirmationPhase, DriftConfig, Verdict } from '../../contract/drift.ts';

/** What one check found: `hint` is too little to be drift, but enough to confirm drift that a later check finds. */
export type Finding = 'none' | 'hint' | 'drift';

/**
 * Checks overlap: with a step of 10 and a window of 50 each sample is looked at five times, so that one unlucky window
 * raises five alarms. Only a window that shares no sample with it can confirm what it found.
 */
export interface Check {
  /** Number of the last sample of the current window; grows from check to check. */
  end: number;
  /** Samples of the current window. */
  size: number;
  /** Null where the check had no verdict; it is passed over. */
  finding: Finding | null;
}

/** Plain data, to be kept between checks. Start from `QUIET`, and again with each new reference. */
export interface Confirmation {
  phase: ConfirmationPhase;
  /** Earlier checks, oldest first, as far back as they can matter. */
  checks: readonly { end: number; finding: Finding }[];
}

export const QUIET: Confirmation = { phase: { phase: 'quiet' }, checks: [] };

/**
 * Takes in one check. Drift is confirmed when the check finds it and the latest one before it whose window shares no
 * sample with it had found it too, or a hint of it; it is over when neither of the two has found drift.
 */
export function confirm({ phase, checks }: Confirmation, { end, size, finding }: Check): Confirmation {
  if (finding === null) return { phase, checks };
  const apart = checks.filter((check) => check.end <= end - size);
  const partner = apart.at(-1);
  const kept = [...(partner === undefined ? [] : [partner]), ...checks.slice(apart.length), { end, finding }];
  return { phase: nextPhase(phase, end, finding, partner?.finding ?? null), checks: kept };
}

function nextPhase(phase: ConfirmationPhase, end: number, now: Finding, before: Finding | null): ConfirmationPhase {
  const over = before !== null && before !== 'drift';
  switch (phase.phase) {
    case 'quiet':
    case 'suspected':
      if (now === 'none') return { phase: 'quiet' };
      if (now === 'drift' && (before === 'drift' || before === 'hint')) return { phase: 'confirmed', since: end };
      return phase.phase === 'suspected' ? phase : { phase: 'suspected', since: end };
    case 'confirmed':
      if (now === 'drift') return phase;
      return over ? { phase: 'quiet' } : { phase: 'clearing', since: end, confirmed_since: phase.since };
    case 'clearing':
      if (now === 'drift') return { phase: 'confirmed', since: phase.confirmed_since };
      return over ? { phase: 'quiet' } : phase;
  }
}

/** The state of the data set and of every feature. */
export interface Alarms {
  dataset: Confirmation;
  features: Readonly<Record<string, Confirmation>>;
}

export const NO_ALARMS: Alarms = { dataset: QUIET, features: {} };

/** Above this part of the share that makes drift of the data set, a check hints at it: 0.3 for the default of 0.5. */
const HINT = 0.6;

/**
 * Takes in the verdict of a check whose current window ends with sample `end` and has `size` samples. A feature is
 * confirmed by itself; for the data set a smaller share of drifted features is enough in the earlier window, which a
 * change is likely to have reached only in part.
 */
export function observeVerdict(
  alarms: Alarms,
  verdict: Verdict,
  { end, size, config }: { end: number; size: number; config: Pick<DriftConfig, 'drift_share'> },
): Alarms {
  const features: Record<string, Confirmation> = { ...alarms.features };
  for (const { feature, drifted } of verdict.features) {
    const before = Object.hasOwn(features, feature) ? (features[feature] as Confirmation) : QUIET;
    const finding = drifted === null ? null : drifted ? 'drift' : 'none';
    features[feature] = confirm(before, { end, size, finding });
  }
  return { dataset: confirm(alarms.dataset, { end, size, finding: datasetFinding(verdict, config) }), features };
}

function datasetFinding({ dataset_drift, drift_share }: Verdict, config: Pick<DriftConfig, 'drift_share'>) {
  if (dataset_drift === null || drift_share === null) return null;
  if (dataset_drift) return 'drift';
  return drift_share > HINT * config.drift_share ? 'hint' : 'none';
}
