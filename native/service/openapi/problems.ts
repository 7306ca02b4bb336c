import type { ZodOpenApiResponsesObject } from 'zod-openapi';
import { ERROR_CATALOGUE, type ErrorCode, Problem } from '../../contract/errors.ts';
import type { Endpoint } from '../../contract/http/endpoints.ts';

/** What any request can be answered with, whatever it asks for. */
const COMMON: readonly ErrorCode[] = ['unauthorized', 'host_rejected', 'origin_rejected', 'shutting_down', 'internal'];

export const PROBLEM_TYPE = 'application/problem+json';

/** Codes that an address can answer, those of its own first. */
export function problemCodes(endpoint: Endpoint): readonly ErrorCode[] {
  const codes = new Set<ErrorCode>(endpoint.problems);
  if (endpoint.params !== undefined || endpoint.query !== undefined) codes.add('invalid_parameter');
  if (endpoint.body !== undefined) {
    codes.add('invalid_request');
    codes.add('unsupported_media_type');
    if ('json' in endpoint.body) codes.add('invalid_parameter');
  }
  if (endpoint.tag === 'history' || endpoint.tag === 'monitoring') codes.add('storage_failed');
  for (const code of COMMON) codes.add(code);
  return [...codes];
}

/** One response a status, its description naming the codes behind it. */
export function problemResponses(endpoint: Endpoint): ZodOpenApiResponsesObject {
  const byStatus = Map.groupBy(problemCodes(endpoint), (code) => ERROR_CATALOGUE[code].status);
  const responses: ZodOpenApiResponsesObject = {};
  for (const [status, codes] of [...byStatus].sort(([a], [b]) => a - b)) {
    responses[`${status as 400}`] = {
      description: codes.map((code) => `\`${code}\`: ${ERROR_CATALOGUE[code].title}.`).join('\n'),
      headers: {
        'X-Request-Id': { $ref: '#/components/headers/RequestId' },
        ...(codes.includes('queue_full') && { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } }),
      },
      content: { [PROBLEM_TYPE]: { schema: Problem } },
    };
  }
  return responses;
}
