import { z } from 'zod';
import type {
  ZodOpenApiContentObject,
  ZodOpenApiOperationObject,
  ZodOpenApiRequestBodyObject,
  ZodOpenApiResponseObject,
} from 'zod-openapi';
import { ENDPOINTS, type Endpoint, type EndpointName } from '../../contract/http/endpoints.ts';
import { Health } from '../../contract/http/health.ts';
import { ANSWER_EXAMPLES, BODY_EXAMPLES } from './examples.ts';
import { problemResponses } from './problems.ts';

const BINARY = { type: 'string', format: 'binary' } as const;
/** Asked by supervisors that have no token, and by whoever hands it in. */
const OPEN: readonly EndpointName[] = ['healthLive', 'openSession'];

/** `/items/:id` in the spelling of OpenAPI. */
export function openApiPath(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}');
}

/** One address of the table as an OpenAPI operation. */
export function operation(name: EndpointName): ZodOpenApiOperationObject {
  const endpoint: Endpoint = ENDPOINTS[name];
  const responses = problemResponses(endpoint);
  if (endpoint.answers === Health) {
    const problem = responses['503'] as ZodOpenApiResponseObject;
    responses['503'] = {
      ...problem,
      description: `Images cannot be served, and the same body says why.\n${problem.description}`,
      content: { 'application/json': { schema: Health }, ...problem.content },
    };
  }
  return {
    operationId: name,
    summary: endpoint.summary,
    tags: [endpoint.tag],
    ...(endpoint.aliases && {
      description: `Also answers at ${endpoint.aliases.map((alias) => `\`${openApiPath(alias)}\``).join(' and ')}.`,
    }),
    ...(OPEN.includes(name) && { security: [] }),
    ...((endpoint.params || endpoint.query) && {
      requestParams: {
        ...(endpoint.params && { path: endpoint.params }),
        ...(endpoint.query && { query: endpoint.query }),
      },
    }),
    ...(endpoint.body && { requestBody: requestBody(name, endpoint.body) }),
    responses: {
      '200': {
        description: 'The answer',
        headers: { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } },
        content: answerContent(name),
      },
      ...responses,
    },
  };
}

function answerContent(name: EndpointName): ZodOpenApiContentObject {
  const { answers, events }: Endpoint = ENDPOINTS[name];
  if (typeof answers !== 'string') {
    const example = ANSWER_EXAMPLES[name];
    return { 'application/json': { schema: answers, ...(example !== undefined && { example }) } };
  }
  if (events !== undefined) return { [answers]: { schema: events } };
  if (answers === 'application/json') return { [answers]: { schema: { type: 'object' } } };
  return { [answers]: { schema: answers.startsWith('text/') ? { type: 'string' } : BINARY } };
}

/** A form with one file and other fields, each of which is JSON. */
function formContent(form: z.ZodObject): ZodOpenApiContentObject {
  const encoding = Object.fromEntries(
    Object.keys(form.shape).map((name) => [name, { contentType: 'application/json' }]),
  );
  return {
    'multipart/form-data': {
      schema: form.extend({ file: z.file().meta({ override: BINARY }) }),
      encoding: { ...encoding, file: { contentType: 'application/octet-stream' } },
    },
  };
}

function requestBody(name: EndpointName, body: NonNullable<Endpoint['body']>): ZodOpenApiRequestBodyObject {
  if ('json' in body) {
    const examples: Partial<Record<EndpointName, unknown>> = BODY_EXAMPLES;
    return { required: true, content: { 'application/json': { schema: body.json, example: examples[name] } } };
  }
  if ('file' in body) {
    const content = { [body.file]: { schema: BINARY } };
    if (body.form === undefined) return { required: true, content };
    const fields = Object.keys(body.form.shape).map((name) => `\`${name}\``);
    return {
      required: true,
      description: `The file as the body, or as the part \`file\` of a form beside the field ${fields.join(', ')}.`,
      content: { ...content, ...formContent(body.form) },
    };
  }
  return {
    required: true,
    description:
      'One or more images as parts named `file`, or one image as the body itself. JPEG, PNG, WebP, AVIF, TIFF and GIF (its first frame); not SVG.',
    content: {
      'multipart/form-data': {
        schema: {
          type: 'object',
          properties: { file: { type: 'array', items: BINARY, minItems: 1 } },
          required: ['file'],
        },
        encoding: { file: { contentType: 'image/*' } },
      },
      'image/*': { schema: BINARY },
      'application/octet-stream': { schema: BINARY },
    },
  };
}
