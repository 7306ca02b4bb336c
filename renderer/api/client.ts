import type { z } from 'zod';
import { type ErrorCode, Problem } from '../../native/contract/errors.ts';
import { ENDPOINTS, type Endpoint, type EndpointName } from '../../native/contract/http/endpoints.ts';

/** A problem document, or what went wrong before there was one, as something to throw and to show. */
export class ApiProblem extends Error {
  readonly code: ErrorCode | 'unreachable';
  readonly title: string;
  readonly requestId: string | null;

  constructor(code: ErrorCode | 'unreachable', title: string, detail: string, requestId: string | null) {
    super(detail);
    this.name = 'ApiProblem';
    this.code = code;
    this.title = title;
    this.requestId = requestId;
  }
}

type Table = typeof ENDPOINTS;
/** What an endpoint answers, from its schema in the contract. */
export type Answer<Name extends EndpointName> = Table[Name]['answers'] extends z.ZodType
  ? z.output<Table[Name]['answers']>
  : never;

export interface CallInput {
  params?: Readonly<Record<string, string | number>>;
  query?: Readonly<Record<string, string | number | boolean | undefined>>;
  json?: unknown;
  body?: Blob | FormData;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
}

/** The address of an endpoint, parameters filled in and undefined query fields left out. */
export function addressOf(name: EndpointName, { params = {}, query = {} }: CallInput = {}): string {
  const path = ENDPOINTS[name].path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(params[key])));
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, String(value));
  return search.size === 0 ? path : `${path}?${search}`;
}

/** Sends a request and answers the raw response; throws ApiProblem on any answer that is not a success. */
export async function send(name: EndpointName, input: CallInput = {}): Promise<Response> {
  const { method } = ENDPOINTS[name] as Endpoint;
  const response = await fetch(addressOf(name, input), {
    method,
    headers: { ...(input.json === undefined ? {} : { 'content-type': 'application/json' }), ...input.headers },
    body: input.json === undefined ? (input.body ?? null) : JSON.stringify(input.json),
    signal: input.signal ?? null,
  }).catch((cause: unknown) => {
    if (input.signal?.aborted) throw cause;
    throw new ApiProblem(
      'unreachable',
      'The console does not answer',
      'It may be restarting. Trying again by itself.',
      null,
    );
  });
  // 503 of /health carries the same body as 200: the answer is in it.
  if (response.ok || (response.status === 503 && name === 'health')) return response;
  const problem = Problem.safeParse(await response.json().catch(() => null));
  if (problem.success) {
    const { code, title, detail, request_id } = problem.data;
    throw new ApiProblem(code, title, detail, request_id);
  }
  throw new ApiProblem('internal', `The console answered ${response.status}`, response.statusText, null);
}

/** Calls an endpoint of the contract; the answer is validated against the contract's schema. */
export async function call<Name extends EndpointName>(name: Name, input: CallInput = {}): Promise<Answer<Name>> {
  const response = await send(name, input);
  const { answers } = ENDPOINTS[name] as Endpoint;
  if (typeof answers === 'string') throw new TypeError(`${name} answers ${answers}, not JSON`);
  return answers.parse(await response.json()) as Answer<Name>;
}
