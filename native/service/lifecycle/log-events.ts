import { assertNever } from '../../contract/errors.ts';
import type { Log } from '../../logging/types.ts';
import type { DetectionEvent } from '../detection/types.ts';

interface Line {
  level: 'info' | 'warn' | 'error';
  fields: Readonly<Record<string, unknown>>;
  message: string;
}

/** One line for each thing that detection did on its own. */
export function logDetectionEvent(log: Log, event: DetectionEvent): void {
  const { level, fields, message } = toLine(event);
  log[level](fields, message);
}

function toLine(event: DetectionEvent): Line {
  switch (event.type) {
    case 'model_loaded': {
      const { card, provider, load_ms, parallelism } = event.model;
      return {
        level: 'info',
        fields: { model: card.id, path: card.path, provider: provider.used, load_ms, lanes: parallelism.lanes },
        message: `model ${card.name} ${card.version} is loaded: ${provider.reason}`,
      };
    }
    case 'model_load_failed': {
      const { path, error } = event;
      return { level: 'error', fields: { path, code: error.code }, message: `model not loaded: ${error.message}` };
    }
    case 'provider_fallback': {
      const { attempts, used, reason } = event.report;
      return { level: 'warn', fields: { attempts }, message: `fallback to ${used}: ${reason}` };
    }
    case 'detector_exited': {
      const { pid, jobs, stderr, reason } = event;
      return { level: 'error', fields: { pid, jobs, stderr }, message: `a detector ended: ${reason}` };
    }
    case 'detector_restarted': {
      const { pid, after_ms } = event;
      return { level: 'info', fields: { pid, after_ms }, message: 'a new detector is ready' };
    }
    case 'given_up':
      return { level: 'error', fields: {}, message: `no more attempts to start the detector: ${event.reason}` };
    case 'job_retried':
      return { level: 'warn', fields: {}, message: `an image is tried once more: ${event.reason}` };
    default:
      return assertNever(event);
  }
}
