import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import { ENDPOINTS, type EndpointName } from '../../contract/http/endpoints.ts';
import { SESSION_COOKIE } from '../security/sessions.ts';
import { openApiPath, operation } from './operation.ts';
import { SHARED_SCHEMAS, tidyParameters, tidySchema } from './schemas.ts';

export type OpenApiDocument = ReturnType<typeof createDocument>;

const DESCRIPTION = `Vigil runs an object detector on this machine and keeps what it found. Everything its window can do, a program can do here.

Bodies are JSON in snake_case. Times are ISO 8601 in UTC, durations carry their unit in their name, boxes are \`[x1, y1, x2, y2]\` in pixels of the image after EXIF orientation, origin top left, scores are between 0 and 1. Fields may be added to answers, so ignore those you do not know.

Every answer has an \`X-Request-Id\`: yours, if you sent a usable one. Errors are problem documents (RFC 9457) whose \`code\` is a stable word for programs and whose \`detail\` says what was seen and what to do.

On the loopback address no token is wanted. A console that listens elsewhere wants \`Authorization: Bearer TOKEN\` with every request, or the cookie that \`POST /v1/session\` gives a browser for it, and refuses requests under foreign host names and from pages of other sites.`;

/**
 * OpenAPI 3.1 description of the app port, made from the table of addresses in `contract/http/endpoints.ts`: what is not
 * in that table is not served, and what is in it is described.
 */
export function openApiDocument(version: string): OpenApiDocument {
  const paths: ZodOpenApiPathsObject = {};
  for (const name of Object.keys(ENDPOINTS) as EndpointName[]) {
    const { path, method } = ENDPOINTS[name];
    const key = openApiPath(path);
    paths[key] = { ...paths[key], [method.toLowerCase()]: operation(name) };
  }
  const document = createDocument(
    {
      openapi: '3.1.1',
      info: {
        title: 'Vigil',
        version,
        description: DESCRIPTION,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/', description: 'The console that serves this document' }],
      tags: [
        { name: 'detect', description: 'Find objects in images' },
        { name: 'models', description: 'Which model runs, and where' },
        { name: 'history', description: 'What was found before' },
        { name: 'monitoring', description: 'Whether what comes still looks like what came before' },
        { name: 'demo', description: 'A line of drawn pictures, to see everything at work without a camera' },
        { name: 'evaluation', description: 'How right the model is on labelled images' },
        { name: 'service', description: 'How the console itself is doing' },
      ],
      security: [{}, { token: [] }, { session: [] }],
      paths,
      components: {
        schemas: SHARED_SCHEMAS,
        headers: {
          RequestId: { description: 'Identifies this request in the log and in history', schema: { type: 'string' } },
          RetryAfter: { description: 'Seconds until another attempt is worth it', schema: { type: 'integer' } },
        },
        securitySchemes: {
          token: {
            type: 'http',
            scheme: 'bearer',
            description: 'Wanted only where the console listens beyond the loopback address',
          },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: SESSION_COOKIE,
            description: 'For browsers, in place of the token: lasts 30 days',
          },
        },
      },
    },
    { override: tidySchema },
  );
  tidyParameters(document);
  return document;
}
