import type { FastifyReply } from 'fastify';
import { ERROR_CATALOGUE, type ErrorCode, type Problem, VigilError } from '../../contract/errors.ts';
import { retryAfterSeconds } from '../detection/retry-after.ts';
import type { DetectionService } from '../detection/types.ts';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** An error as the body of an answer, RFC 9457. */
export function toProblem(error: VigilError, requestId: string): Problem {
  const { status, title } = ERROR_CATALOGUE[error.code];
  return {
    type: `urn:vigil:problem:${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    request_id: requestId,
  };
}

/** Answers with a problem document; `extension` members stand beside those of RFC 9457. */
export function sendProblem(
  reply: FastifyReply,
  error: VigilError,
  detection: DetectionService,
  extension: Readonly<Record<string, unknown>> = {},
): FastifyReply {
  if (error.code === 'queue_full') reply.header('retry-after', retryAfterSeconds(detection.status()));
  if (error.code === 'unauthorized') reply.header('www-authenticate', 'Bearer realm="vigil"');
  return reply
    .code(error.status)
    .type(PROBLEM_TYPE)
    .send({ ...toProblem(error, reply.request.id), ...extension });
}

/** Fastify's own complaints about a request, each with our code for it and what to do. */
const FRAMEWORK_ERRORS: Readonly<Record<string, { code: ErrorCode; detail: string }>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'unsupported_media_type',
    detail: 'The Content-Type header is malformed.',
  },
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'invalid_request', detail: 'The JSON body is larger than 1 MiB.' },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    code: 'invalid_request',
    detail: 'The body is empty, though its Content-Type says application/json.',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: 'invalid_request',
    detail: 'The body is not as long as its Content-Length says.',
  },
  FST_ERR_BAD_URL: { code: 'invalid_request', detail: 'The address holds a percent sign that encodes nothing.' },
  FST_ERR_MAX_PARAM_LENGTH: { code: 'not_found', detail: 'No address of this console is that long.' },
};

/**
 * Anything thrown while a request was answered, as one of our errors. What nobody foresaw becomes `internal` and tells
 * the caller nothing of the inside; `cause` holds it for the log.
 */
export function toVigilError(thrown: unknown): VigilError {
  if (thrown instanceof VigilError) return thrown;
  if (thrown instanceof Error) {
    const { code, statusCode } = thrown as Error & { code?: unknown; statusCode?: unknown };
    const known = typeof code === 'string' ? FRAMEWORK_ERRORS[code] : undefined;
    if (known !== undefined) return new VigilError(known.code, known.detail, { cause: thrown });
    if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
      return new VigilError('invalid_request', `${thrown.message}.`, { cause: thrown });
    }
  }
  return new VigilError(
    'internal',
    'This should not have happened. The log has the cause under the request id; please report it.',
    { cause: thrown },
  );
}
