import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ERROR_CATALOGUE, type Problem } from '../../contract/errors.ts';
import { ENDPOINTS, type Endpoint, type EndpointName } from '../../contract/http/endpoints.ts';
import { openApiDocument } from './document.ts';
import type { PageDocument, PageOperation, PageSchema } from './page-document.ts';
import { problemCodes } from './problems.ts';
import { currentDocument, WRITTEN_COPY } from './write.ts';

const document: PageDocument & { openapi: string; components: { headers: object } } = JSON.parse(
  JSON.stringify(openApiDocument('1.2.3')),
);
const names = Object.keys(ENDPOINTS) as EndpointName[];
const operations = new Map(
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [operation.operationId, { path, method, operation }] as const),
  ),
);

function find(name: EndpointName): { path: string; method: string; operation: PageOperation } {
  const found = operations.get(name);
  if (found === undefined) throw new Error(`${name} is not in the document`);
  return found;
}

/** Every object anywhere in the document. */
function* objects(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const inner of Object.values(value)) yield* objects(inner);
}

/** A schema of the document as a validator: what a reader of the document would check with. */
function validatorOf(schema: PageSchema): z.ZodType {
  const text = JSON.stringify({ ...schema, $defs: document.components.schemas });
  return z.fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')));
}

describe('openApiDocument', () => {
  it('is the same as docs/openapi.json; `npm run openapi` writes that', () => {
    expect(
      readFileSync(WRITTEN_COPY, 'utf8') === currentDocument(),
      'docs/openapi.json is stale: npm run openapi',
    ).toBe(true);
  });

  it('has each address of the table once, with its method and its path, and nothing else', () => {
    expect([...operations.keys()].sort()).toEqual([...names].sort());
    for (const name of names) {
      const { path, method } = find(name);
      const endpoint: Endpoint = ENDPOINTS[name];
      expect(path).toBe(endpoint.path.replaceAll(/:(\w+)/g, '{$1}'));
      expect(method).toBe(endpoint.method.toLowerCase());
    }
  });

  it('has no dangling reference', () => {
    const references = [...objects(document)].flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
    expect(references.length).toBeGreaterThan(50);
    for (const reference of references) {
      const [root, ...path] = reference.split('/');
      expect(root).toBe('#');
      const target = path.reduce<unknown>(
        (value, key) => (value as Record<string, unknown> | undefined)?.[key],
        document,
      );
      expect(target, reference).toBeTypeOf('object');
    }
  });

  it('declares each parameter of a path, and requires it', () => {
    for (const { path, operation } of operations.values()) {
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
      for (const parameter of inPath) expect(parameter.required).toBe(true);
    }
  });

  it('requires no query parameter that has a default, and describes flags as true or false', () => {
    const parameters = find('detect').operation.parameters ?? [];
    expect(parameters.map(({ name }) => name)).toEqual(Object.keys(ENDPOINTS.detect.query.shape));
    for (const { required = false, schema } of parameters) {
      if (schema.default !== undefined) expect(required).toBe(false);
      if (schema.type === 'boolean') expect(schema.enum).toBeUndefined();
    }
    expect(parameters.find(({ name }) => name === 'save')?.schema).toEqual({ type: 'boolean', default: true });
  });

  it('uses declared tags, describes each response, and requires only fields that there are', () => {
    const tags = document.tags.map(({ name }) => name);
    for (const { operation } of operations.values()) {
      for (const tag of operation.tags) expect(tags).toContain(tag);
      for (const response of Object.values(operation.responses)) expect(response.description).not.toBe('');
      expect(operation.responses).toHaveProperty('200');
    }
    for (const { type, properties, required } of objects(document)) {
      if (type !== 'object' || !Array.isArray(required)) continue;
      expect(Object.keys(properties ?? {})).toEqual(expect.arrayContaining(required));
    }
  });

  it.each(names)('tells each problem of %s under its status', (name) => {
    const { responses } = find(name).operation;
    const endpoint: Endpoint = ENDPOINTS[name];
    expect(problemCodes(endpoint)).toEqual(expect.arrayContaining([...endpoint.problems, 'unauthorized', 'internal']));
    for (const code of problemCodes(endpoint)) {
      const response = responses[ERROR_CATALOGUE[code].status];
      expect(response?.description).toContain(`\`${code}\``);
      expect(response?.content).toHaveProperty(
        ['application/problem+json', 'schema', '$ref'],
        '#/components/schemas/Problem',
      );
    }
  });

  it('lets answers grow: no schema of an answer forbids further fields, those of requests do', () => {
    const { schemas } = document.components;
    expect(schemas['DetectResponse']).not.toHaveProperty('additionalProperties');
    expect(schemas['ModelCard']).not.toHaveProperty('additionalProperties');
    expect(schemas['Sidecar']).toHaveProperty('additionalProperties', false);
  });

  it('shows examples that fit both the schema in the document and the one the service checks with', () => {
    let count = 0;
    for (const name of names) {
      const endpoint: Endpoint = ENDPOINTS[name];
      const { requestBody, responses } = find(name).operation;
      const body = requestBody?.content['application/json'];
      if (endpoint.body !== undefined && 'json' in endpoint.body) {
        expect(body?.example, `${name} needs an example in examples.ts`).toBeDefined();
        endpoint.body.json.parse(body?.example);
      }
      const answer = responses['200']?.content?.['application/json'];
      for (const part of [body, answer]) {
        if (part?.example === undefined) continue;
        validatorOf(part.schema).parse(part.example);
        count += 1;
      }
      if (answer?.example !== undefined && typeof endpoint.answers !== 'string') endpoint.answers.parse(answer.example);
    }
    expect(count).toBeGreaterThanOrEqual(4);
  });

  it('has schemas that tell a wrong answer from a right one', () => {
    const schema = validatorOf({ $ref: '#/components/schemas/Problem' });
    const problem: Problem = {
      type: 'about:blank',
      title: 't',
      status: 404,
      detail: 'd',
      code: 'not_found',
      request_id: 'r',
    };
    expect(schema.safeParse({ ...problem, added_later: 1 }).success).toBe(true);
    expect(schema.safeParse({ ...problem, code: 'no_such_code' }).success).toBe(false);
    expect(schema.safeParse({ ...problem, status: '404' }).success).toBe(false);
    const { detail: _, ...withoutDetail } = problem;
    expect(schema.safeParse(withoutDetail).success).toBe(false);
  });

  it('wants no token of whoever asks whether the process lives', () => {
    expect(find('healthLive').operation).toHaveProperty('security', []);
    expect(find('health').operation).not.toHaveProperty('security');
  });
});
