/** What one evaluation sees of one rule and one set of labels. Missing is neither met nor not met. */
export type Observation = { kind: 'met'; value: number } | { kind: 'not_met'; value: number } | { kind: 'missing' };

export type ResolvedReason = 'recovered' | 'no_data' | 'disabled';

/** Times are milliseconds since 1970. */
export type Phase =
  | { phase: 'inactive' }
  /** Met since `since`; what counts towards `for` is what was watched, from `counted_from` on. */
  | { phase: 'pending'; since: number; counted_from: number }
  | { phase: 'firing'; since: number; fired_at: number; not_met_since: number | null; missing_since: number | null }
  | { phase: 'resolved'; since: number; fired_at: number; resolved_at: number; reason: ResolvedReason };

export interface Clock {
  at: number;
  /** When it was evaluated last; null at the first time. */
  before: number | null;
  /** Between two evaluations, as planned; seconds. */
  interval_s: number;
}

export interface Patience {
  for_s: number;
  keep_firing_for_s: number;
}

/**
 * How long an alert that fires goes on without figures: as long as Prometheus takes the last value of a series that went
 * without a word for its present one.
 */
export const MISSING_GRACE_S = 300;

/** Evaluations that may be late before the time between two of them counts as not watched. */
const LATE = 2;

/**
 * Milliseconds that nobody watched: the machine slept, the console was off, the clock was set. They count for nothing, so
 * that an alert does not fire because a laptop was closed. Negative where the clock went back.
 */
export function gapOf({ at, before, interval_s }: Clock): number {
  if (before === null) return 0;
  const passed = at - before;
  return passed < 0 || passed > LATE * interval_s * 1_000 ? passed : 0;
}

/**
 * The next phase, as Prometheus has it: a rule that is met is pending until it was met for `for_s` at every evaluation,
 * fires at that evaluation (at the first one when that is 0), and ends with the first at which it is not met, or
 * `keep_firing_for_s` after. Different on purpose: gaps in time do not count, and an alert that fires outlives missing
 * figures for `MISSING_GRACE_S`, then ends with the reason `no_data`.
 */
export function advance(phase: Phase, observation: Observation, patience: Patience, clock: Clock): Phase {
  const { at } = clock;
  const now = shift(phase, gapOf(clock));
  switch (now.phase) {
    case 'inactive':
    case 'resolved':
      if (observation.kind !== 'met') return { phase: 'inactive' };
      return fireWhenDue({ phase: 'pending', since: at, counted_from: at }, patience, at);
    case 'pending':
      return observation.kind === 'met' ? fireWhenDue(now, patience, at) : { phase: 'inactive' };
    case 'firing':
      return stillFiring(now, observation, patience, at);
  }
}

/** What becomes of an alert whose rule is not evaluated any more. */
export function withdraw(phase: Phase, at: number): Phase {
  if (phase.phase !== 'firing') return phase.phase === 'resolved' ? phase : { phase: 'inactive' };
  return resolve(phase, at, 'disabled');
}

type Pending = Extract<Phase, { phase: 'pending' }>;
type Firing = Extract<Phase, { phase: 'firing' }>;

function fireWhenDue(pending: Pending, { for_s }: Patience, at: number): Phase {
  if (at - pending.counted_from < for_s * 1_000) return pending;
  return { phase: 'firing', since: pending.since, fired_at: at, not_met_since: null, missing_since: null };
}

function stillFiring(firing: Firing, observation: Observation, { keep_firing_for_s }: Patience, at: number): Phase {
  switch (observation.kind) {
    case 'met':
      return { ...firing, not_met_since: null, missing_since: null };
    case 'not_met': {
      const not_met_since = firing.not_met_since ?? at;
      if (at - not_met_since >= keep_firing_for_s * 1_000) return resolve(firing, at, 'recovered');
      return { ...firing, not_met_since, missing_since: null };
    }
    case 'missing': {
      const missing_since = firing.missing_since ?? at;
      if (at - missing_since >= MISSING_GRACE_S * 1_000) return resolve(firing, at, 'no_data');
      return { ...firing, missing_since };
    }
  }
}

const resolve = ({ since, fired_at }: Firing, at: number, reason: ResolvedReason): Phase => ({
  phase: 'resolved',
  since,
  fired_at,
  resolved_at: at,
  reason,
});

/** Moves what is being counted by a gap, so that the gap is not in it. */
function shift(phase: Phase, gap: number): Phase {
  if (gap === 0) return phase;
  const move = (time: number | null) => (time === null ? null : time + gap);
  if (phase.phase === 'pending') return { ...phase, counted_from: phase.counted_from + gap };
  if (phase.phase !== 'firing') return phase;
  return { ...phase, not_met_since: move(phase.not_met_since), missing_since: move(phase.missing_since) };
}
