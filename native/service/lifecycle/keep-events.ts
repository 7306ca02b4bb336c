import { assertNever } from '../../contract/errors.ts';
import type { Log } from '../../logging/types.ts';
import type { NewEvent } from '../../store/events.ts';
import type { Store } from '../../store/types.ts';
import type { DetectionEvent } from '../detection/types.ts';

/** Keeps what detection did on its own for the ribbon. A history that cannot be written loses the event, not the console. */
export function keepDetectionEvent(store: Pick<Store, 'addEvent'>, log: Log, event: DetectionEvent): void {
  const row = toRow(event);
  if (row === null) return;
  try {
    store.addEvent({ at: Date.now(), ...row });
  } catch (error) {
    log.error({ err: error }, 'an event could not be kept');
  }
}

function toRow(event: DetectionEvent): Omit<NewEvent, 'at'> | null {
  switch (event.type) {
    case 'model_loaded': {
      const { card, provider, load_ms } = event.model;
      const { replaced } = event;
      const isSwap = replaced !== null && replaced.id !== card.id;
      return {
        kind: 'model_loaded',
        title: isSwap
          ? `Model ${replaced.name} ${replaced.version} was replaced by ${card.name} ${card.version}`
          : `Model ${card.name} ${card.version} was loaded on ${provider.used}`,
        detail: { model: card.id, provider: provider.used, load_ms, replaced: replaced?.id ?? null },
      };
    }
    case 'model_load_failed': {
      const { path, error } = event;
      return {
        kind: 'model_load_failed',
        title: `A model was not loaded: ${error.message}`,
        detail: { path, code: error.code },
      };
    }
    case 'provider_fallback': {
      const { used, reason } = event.report;
      return { kind: 'provider_fallback', title: `Fallback to ${used}: ${reason}`, detail: { used } };
    }
    case 'detector_exited': {
      const { pid, reason, jobs } = event;
      return { kind: 'detector_lost', title: `A detector ended: ${reason}`, detail: { pid: pid ?? null, jobs } };
    }
    case 'detector_restarted': {
      const { pid, after_ms } = event;
      return { kind: 'detector_restarted', title: 'A new detector is ready', detail: { pid: pid ?? null, after_ms } };
    }
    case 'given_up':
      return { kind: 'detector_given_up', title: `The detector is not started any more: ${event.reason}`, detail: {} };
    case 'job_retried':
      return null;
    default:
      return assertNever(event);
  }
}
