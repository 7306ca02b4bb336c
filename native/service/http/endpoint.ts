import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { VigilError } from '../../contract/errors.ts';
import { ENDPOINTS, type Endpoint, type EndpointName } from '../../contract/http/endpoints.ts';
import { validate } from './validation.ts';

type Table = typeof ENDPOINTS;
type OutputOf<Part> = Part extends z.ZodType ? z.output<Part> : undefined;

/** The parts of a request after validation; `undefined` where the table states none. */
export interface Input<Name extends EndpointName> {
  params: OutputOf<Table[Name] extends { params: infer Schema } ? Schema : undefined>;
  query: OutputOf<Table[Name] extends { query: infer Schema } ? Schema : undefined>;
  body: OutputOf<Table[Name] extends { body: { json: infer Schema } } ? Schema : undefined>;
}

/** What a handler answers: the value of the table's schema, or text or bytes of its media type; or it has replied itself. */
export type Answer<Name extends EndpointName> =
  | (Table[Name]['answers'] extends z.ZodType ? z.input<Table[Name]['answers']> : string | Uint8Array)
  | FastifyReply;

export type Handler<Name extends EndpointName> = (
  input: Input<Name>,
  request: FastifyRequest,
  reply: FastifyReply,
) => Answer<Name> | Promise<Answer<Name>>;

/** One handler for each address of the table, none missing and none besides: the compiler sees to both. */
export type Handlers = { [Name in EndpointName]: Handler<Name> };

type UncheckedHandler = (
  input: { params: unknown; query: unknown; body: unknown },
  request: FastifyRequest,
  reply: FastifyReply,
) => unknown;

/** Registers every address of the table, and nothing else. A slash at the end makes no difference. */
export function registerEndpoints(app: FastifyInstance, handlers: Handlers): void {
  for (const name of Object.keys(ENDPOINTS) as EndpointName[]) {
    const endpoint: Endpoint = ENDPOINTS[name];
    // The link between a name's schemas and its handler's input is lost in a loop; `Handlers` has checked it.
    const handler = handlers[name] as UncheckedHandler;
    for (const url of [endpoint.path, ...(endpoint.aliases ?? [])]) {
      if (app.hasRoute({ method: endpoint.method, url })) continue;
      app.route({
        method: endpoint.method,
        url,
        onRequest: async (request) => requireBodyType(endpoint, request),
        handler: (request, reply) => {
          if (typeof endpoint.answers === 'string') reply.type(endpoint.answers);
          return handler(
            {
              params: endpoint.params && validate(endpoint.params, request.params),
              query: endpoint.query && validate(endpoint.query, request.query),
              body:
                endpoint.body && 'json' in endpoint.body
                  ? validate(endpoint.body.json, request.body ?? (endpoint.body.optional ? {} : request.body))
                  : undefined,
            },
            request,
            reply,
          );
        },
      });
    }
  }
}

export const FORM = 'multipart/form-data';

/** A page of another site can send some types without asking first; of these only forms with files are taken. */
function requireBodyType(endpoint: Endpoint, request: FastifyRequest): void {
  if (endpoint.body === undefined || 'images' in endpoint.body) return;
  const wanted = 'json' in endpoint.body ? 'application/json' : endpoint.body.file;
  const type = mediaTypeOf(request);
  if ('json' in endpoint.body && endpoint.body.optional === true && type === '' && !hasBody(request)) return;
  const mayBeForm = 'form' in endpoint.body && endpoint.body.form !== undefined;
  if (type === wanted || (mayBeForm && type === FORM)) return;
  throw new VigilError(
    'unsupported_media_type',
    `The body must be ${wanted}${mayBeForm ? ` or ${FORM}` : ''}; ${type === '' ? 'no Content-Type was sent' : `this is ${JSON.stringify(type)}`}.`,
  );
}

const hasBody = ({ headers }: FastifyRequest) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** The media type of the body without its parameters, lower case; empty where none is stated. */
export function mediaTypeOf(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
