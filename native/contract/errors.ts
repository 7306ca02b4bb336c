import { z } from 'zod';

/**
 * The one catalogue of everything that can go wrong in front of a user.
 *
 * `status` is the HTTP status a route answers with; `title` names the kind of problem. What was seen and what to do
 * about it stands in the `detail` of each single error.
 */
export const ERROR_CATALOGUE = {
  image_unreadable: { status: 400, title: 'The image cannot be decoded' },
  image_too_large: { status: 413, title: 'The image is larger than the limit' },
  unsupported_media_type: { status: 415, title: 'This is not an image format that Vigil reads' },
  invalid_request: { status: 400, title: 'The request is malformed' },
  invalid_parameter: { status: 422, title: 'A parameter has an unusable value' },
  unauthorized: { status: 401, title: 'A token is required' },
  host_rejected: { status: 403, title: 'The Host header names another site' },
  origin_rejected: { status: 403, title: 'The request comes from another site' },
  not_found: { status: 404, title: 'There is nothing at this address' },
  method_not_allowed: { status: 405, title: 'This address does not take this method' },
  queue_full: { status: 429, title: 'Too many images are waiting' },
  too_many_readers: { status: 429, title: 'Too many readers follow the events' },
  request_cancelled: { status: 499, title: 'The caller went away before the result was ready' },
  inference_failed: { status: 500, title: 'The model failed on this image' },
  inference_timeout: { status: 504, title: 'The result did not come in time' },
  detector_lost: { status: 503, title: 'The detector stopped while it worked on this image' },
  detector_unavailable: { status: 503, title: 'The detector cannot be started' },
  shutting_down: { status: 503, title: 'Vigil is shutting down' },
  model_not_loaded: { status: 503, title: 'No model is loaded' },
  model_not_found: { status: 404, title: 'There is no such model' },
  model_unreadable: { status: 422, title: 'The model file cannot be loaded' },
  model_unsupported: { status: 422, title: 'The model is not a detector that Vigil understands' },
  model_too_large: { status: 413, title: 'The model file is larger than the limit' },
  card_unreadable: { status: 422, title: 'The card of the model cannot be read' },
  evaluation_running: { status: 409, title: 'An evaluation is under way' },
  model_changed: { status: 409, title: 'Another model was loaded meanwhile' },
  provider_unavailable: { status: 422, title: 'The execution provider cannot be used' },
  storage_failed: { status: 507, title: 'The result could not be stored' },
  demo_stopped: { status: 409, title: 'The demo line does not run' },
  not_enough_samples: { status: 409, title: 'There are not enough samples' },
  alert_resolved: { status: 409, title: 'The alert is over' },
  channel_not_configured: { status: 409, title: 'The channel is not configured' },
  notification_failed: { status: 502, title: 'The notification could not be delivered' },
  no_previous_reference: { status: 409, title: 'There is no reference to go back to' },
  data_folder_in_use: { status: 500, title: 'Another console uses this data folder' },
  data_folder_unusable: { status: 500, title: 'The data folder cannot be used' },
  port_in_use: { status: 500, title: 'The port is taken' },
  console_unreachable: { status: 502, title: 'The console does not answer' },
  download_failed: { status: 502, title: 'The download failed' },
  checksum_mismatch: { status: 502, title: 'The file is not the one that the catalogue names' },
  runtime_unsupported: { status: 500, title: 'This Node.js cannot run Vigil' },
  internal: { status: 500, title: 'Vigil made a mistake' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

export const ErrorCode = z.enum(Object.keys(ERROR_CATALOGUE) as [ErrorCode, ...ErrorCode[]]);

/** An error as plain data: what crosses a process boundary or stands in a JSON body beside other results. */
export const ErrorData = z.object({
  code: ErrorCode.meta({ description: 'Stable word for programs' }),
  detail: z.string().meta({ description: 'What was seen and what to do about it' }),
});
export type ErrorData = z.infer<typeof ErrorData>;

/** RFC 9457 problem document, the body of every HTTP error. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: ErrorCode,
    request_id: z.string(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem document' });
export type Problem = z.infer<typeof Problem>;

/** The only error class thrown on purpose; everything else that surfaces is a mistake of ours and becomes `internal`. */
export class VigilError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'VigilError';
    this.code = code;
  }

  get status(): number {
    return ERROR_CATALOGUE[this.code].status;
  }

  toData(): ErrorData {
    return { code: this.code, detail: this.message };
  }

  static fromData(data: ErrorData): VigilError {
    return new VigilError(data.code, data.detail);
  }

  /** Anything thrown, as a VigilError; unknown throwables become `internal` and keep their cause. */
  static from(thrown: unknown): VigilError {
    if (thrown instanceof VigilError) return thrown;
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    return new VigilError('internal', `${detail}. Please report this with the request id.`, { cause: thrown });
  }
}

/** Closes a switch over a discriminated union: a new member fails the build instead of falling through. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value ${JSON.stringify(value)}`);
}
