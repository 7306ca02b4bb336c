import type { Check } from '../../contract/http/health.ts';
import type { Recovery } from '../../store/types.ts';
import type { DetectionStatus, LaneStatus } from '../detection/types.ts';
import type { LoadFailure } from '../http/deps.ts';

export interface HealthFacts {
  detection: DetectionStatus;
  /** The last attempt to load a model, where it failed. */
  loadFailure: LoadFailure | null;
  /** Path of the model that should run and is gone, where the starter runs in its place. */
  standsInFor: string | null;
  recovery: Recovery | null;
  writeError: string | null;
  isStopping: boolean;
}

/**
 * Whether images can be served and what is amiss. A provider lower on the ladder than hoped for is no illness: most
 * machines have no GPU, and the model check says where it runs.
 */
export function judgeHealth(facts: HealthFacts): { canServe: boolean; checks: Check[] } {
  const checks = [checkModel(facts), checkDetector(facts), checkQueue(facts.detection), checkStore(facts)];
  return { canServe: checks.every(({ status }) => status !== 'failed'), checks };
}

function checkModel({ detection, loadFailure, standsInFor }: HealthFacts): Check {
  const { active, loading } = detection;
  if (active !== null) {
    const detail = `${active.card.name} ${active.card.version} on ${active.provider.used}. ${active.provider.reason}`;
    if (standsInFor === null) return { name: 'model', status: 'ok', detail };
    // Images are answered, though with other classes than their sender may count on.
    return {
      name: 'model',
      status: 'degraded',
      detail:
        `The model that ran last is gone (${standsInFor}); the starter model, ${active.card.name}, stands in. ` +
        'Put it back and start again, or load another.',
    };
  }
  if (loading !== null) return { name: 'model', status: 'failed', detail: `${loading.path} is being loaded.` };
  const detail =
    loadFailure === null
      ? 'No model is loaded. Load one with POST /v1/models/load.'
      : `${loadFailure.path} was not loaded: ${loadFailure.error.message}`;
  return { name: 'model', status: 'failed', detail };
}

function checkDetector({ detection, isStopping }: HealthFacts): Check {
  const check = (status: Check['status'], detail: string): Check => ({ name: 'detector', status, detail });
  if (isStopping) return check('failed', 'Vigil is shutting down.');
  const { lanes, active } = detection;
  const down = lanes.filter((lane) => !isServing(lane));
  if (down.length === 0) return check('ok', lanes.length === 0 ? 'None is needed yet.' : `${lanes.length} running.`);
  const detail = `${down.length} of ${lanes.length} down: ${down.map(describe).join('; ')}`;
  const hasHope = lanes.some((lane) => lane.state.state !== 'given_up');
  return check(hasHope || active === null ? 'degraded' : 'failed', detail);
}

const isServing = ({ state }: LaneStatus) => state.state === 'ready' || state.state === 'busy';

function describe({ state }: LaneStatus): string {
  return 'reason' in state ? `${state.state.replace('_', ' ')}, ${state.reason}` : state.state;
}

function checkQueue({ queue_length, queue_limit }: DetectionStatus): Check {
  const detail = `${queue_length} of at most ${queue_limit} images wait.`;
  return { name: 'queue', status: queue_length >= queue_limit ? 'degraded' : 'ok', detail };
}

function checkStore({ recovery, writeError }: HealthFacts): Check {
  const check = (status: Check['status'], detail: string): Check => ({ name: 'store', status, detail });
  if (writeError !== null) return check('degraded', `Results are not being kept: ${writeError}`);
  if (recovery !== null) {
    const detail = `The history was unreadable (${recovery.reason}); it was set aside as ${recovery.set_aside} and a new one begun.`;
    return check('degraded', detail);
  }
  return check('ok', 'Results are kept.');
}
