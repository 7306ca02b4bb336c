import type { ConfirmationPhase, Verdict } from '../../contract/drift.ts';

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
  drifted: boolean | null;
}

/** Plain data, to be kept between checks. Start from `QUIET`, and again with each new reference. */
export interface Confirmation {
  phase: ConfirmationPhase;
  /** Earlier checks, oldest first, as far back as they can matter. */
  checks: readonly { end: number; drifted: boolean }[];
}

export const QUIET: Confirmation = { phase: { phase: 'quiet' }, checks: [] };

/**
 * Takes in one check. Drift is confirmed when the check and the latest one before it whose window shares no sample with
 * it have both found drift; it is over when both have found none.
 */
export function confirm({ phase, checks }: Confirmation, { end, size, drifted }: Check): Confirmation {
  if (drifted === null) return { phase, checks };
  const apart = checks.filter((check) => check.end <= end - size);
  const partner = apart.at(-1);
  const kept = [...(partner === undefined ? [] : [partner]), ...checks.slice(apart.length), { end, drifted }];
  return { phase: nextPhase(phase, end, drifted, partner?.drifted === drifted), checks: kept };
}

function nextPhase(phase: ConfirmationPhase, end: number, drifted: boolean, agreed: boolean): ConfirmationPhase {
  switch (phase.phase) {
    case 'quiet':
    case 'suspected':
      if (!drifted) return { phase: 'quiet' };
      if (agreed) return { phase: 'confirmed', since: end };
      return phase.phase === 'suspected' ? phase : { phase: 'suspected', since: end };
    case 'confirmed':
      if (drifted) return phase;
      return agreed ? { phase: 'quiet' } : { phase: 'clearing', since: end, confirmed_since: phase.since };
    case 'clearing':
      if (drifted) return { phase: 'confirmed', since: phase.confirmed_since };
      return agreed ? { phase: 'quiet' } : phase;
  }
}

/** The state of the data set and of every feature. */
export interface Alarms {
  dataset: Confirmation;
  features: Readonly<Record<string, Confirmation>>;
}

export const NO_ALARMS: Alarms = { dataset: QUIET, features: {} };

/** Takes in the verdict of a check whose current window ends with sample `end` and has `size` samples. */
export function observeVerdict(alarms: Alarms, verdict: Verdict, end: number, size: number): Alarms {
  const features: Record<string, Confirmation> = { ...alarms.features };
  for (const { feature, drifted } of verdict.features) {
    const before = Object.hasOwn(features, feature) ? (features[feature] as Confirmation) : QUIET;
    features[feature] = confirm(before, { end, size, drifted });
  }
  return { dataset: confirm(alarms.dataset, { end, size, drifted: verdict.dataset_drift }), features };
}
