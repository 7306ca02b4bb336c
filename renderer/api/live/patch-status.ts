import type { ConsoleStatus } from '../../../native/contract/http/status.ts';
import type { StreamEvent } from '../../../native/contract/http/stream.ts';

/** The status with what an event says of it; the same object where it says nothing. */
export function withNews(status: ConsoleStatus, event: StreamEvent): ConsoleStatus {
  switch (event.event) {
    case 'inference': {
      const { images_per_s, queue_length, kept } = event.data;
      const { history } = status;
      return { ...status, images_per_s, queue_length, history: { ...history, count: history.count + kept } };
    }
    case 'gpu': {
      const { images_per_s, queue_length, uptime_s } = event.data;
      return { ...status, images_per_s, queue_length, uptime_s };
    }
    case 'drift': {
      const { state, dataset_drift, drift_share } = event.data;
      return { ...status, drift: { state, dataset_drift, drift_share } };
    }
    default:
      return status;
  }
}

/** Whether other checks are unwell now than the status says: then all of it has to be asked for. */
export function checksDiffer({ checks }: ConsoleStatus, event: StreamEvent): boolean {
  if (event.event !== 'gpu') return false;
  const known = checks.flatMap(({ name, status }) => (status === 'ok' ? [] : [name]));
  const { troubled } = event.data;
  return known.length !== troubled.length || known.some((name) => !troubled.includes(name));
}
