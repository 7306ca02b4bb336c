import { VigilError } from '../../contract/errors.ts';

/** What an image is answered with when it is no fault of its own. */

export function cancelled(): VigilError {
  return new VigilError('request_cancelled', 'The caller took the request back before the result was there.');
}

export function shuttingDown(): VigilError {
  return new VigilError('shutting_down', 'Vigil is shutting down. Send the image again when it is back.');
}

/** @param reason a clause, such as that of the lane state `given_up` */
export function unavailable(reason: string): VigilError {
  return new VigilError(
    'detector_unavailable',
    `The detector cannot be started: ${reason}. Load a model to try again.`,
  );
}

/** @param lastError why the last attempt to load one failed */
export function noModel(lastError: VigilError | null): VigilError {
  if (lastError?.code === 'detector_unavailable') return lastError;
  const cause = lastError?.message ?? 'No model was loaded yet.';
  return new VigilError('model_not_loaded', `${cause} Load one with POST /v1/models/load or "vigil models load".`);
}

/** @param reason a clause: how the process ended the last time */
export function lost(deaths: number, reason: string): VigilError {
  return new VigilError(
    'detector_lost',
    `The detector stopped ${deaths} times while it had this image; the last time ${reason}. Other images are not ` +
      'affected. Send it again; if that fails too, the image or the model is the cause.',
  );
}
