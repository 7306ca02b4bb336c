import type { z } from 'zod';
import { ENDPOINTS, type EndpointName } from '../../../contract/http/endpoints.ts';
import type { AppUnderTest } from './app-under-test.ts';

type Json<Name extends EndpointName> = (typeof ENDPOINTS)[Name]['answers'] extends infer Schema extends z.ZodType
  ? z.output<Schema>
  : never;

interface Asked {
  id?: number;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** Sends a request to an address of the table, with a JSON body where one is given. */
export function send(app: { url: string }, name: EndpointName, asked: Asked = {}): Promise<Response> {
  const { method, path } = ENDPOINTS[name];
  return fetch(`${app.url}${path.replace(':id', String(asked.id))}`, {
    method,
    headers: { ...(asked.body !== undefined && { 'content-type': 'application/json' }), ...asked.headers },
    ...(asked.body !== undefined && { body: JSON.stringify(asked.body) }),
    ...(asked.signal !== undefined && { signal: asked.signal }),
  });
}

/** The same, for an answer of 200 that is checked against the table. */
export async function ask<Name extends EndpointName>(
  app: { url: string },
  name: Name,
  asked: Asked = {},
): Promise<Json<Name>> {
  const response = await send(app, name, asked);
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return (ENDPOINTS[name].answers as z.ZodType).parse(await response.json()) as Json<Name>;
}

/** A small file that is told for a JPEG, each text another content. */
export function jpegOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(`\xff\xd8\xff\xe0${text}`, (character) => character.charCodeAt(0));
}

/** Detects on such a file, as the whole body. */
export function detectOn(app: AppUnderTest, name: string, text: string, query = ''): Promise<Response> {
  return fetch(`${app.url}/v1/yolo/detect${query}`, {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg', 'x-file-name': encodeURIComponent(name) },
    body: jpegOf(text),
  });
}

/** The same; answers its number in history once its picture is kept. */
export async function keepResult(app: AppUnderTest, name: string, text = name, query = ''): Promise<number> {
  const response = await detectOn(app, name, text, query);
  const { images } = ENDPOINTS.detect.answers.parse(await response.json());
  const [image] = images;
  if (image === undefined || 'error' in image || image.inference_id === null) throw new Error('not kept');
  const id = image.inference_id;
  while (app.store.getImage(id) === null) await new Promise((resolve) => setImmediate(resolve));
  return id;
}
