import type { DetectionStatus } from './types.ts';

const AT_LEAST_S = 1;
const AT_MOST_S = 60;
/** Where no run was measured yet, and what a restart takes. */
const UNKNOWN_S = 2;

/** Whole seconds after which the queue should have room again, for the Retry-After header: the time its half takes. */
export function retryAfterSeconds(status: Pick<DetectionStatus, 'active' | 'lanes' | 'queue_length'>): number {
  const { active, lanes, queue_length } = status;
  if (active === null) return UNKNOWN_S;
  const working = lanes.filter(({ state }) => state.state === 'ready' || state.state === 'busy').length;
  const restart = working === 0 ? UNKNOWN_S : 0;
  const half = ((queue_length / 2) * active.run_ms) / 1_000 / Math.max(1, working);
  return Math.min(AT_MOST_S, Math.max(AT_LEAST_S, Math.ceil(restart + half)));
}
