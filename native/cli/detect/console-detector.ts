import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { VigilError } from '../../contract/errors.ts';
import { DetectResponse, type ImageFailure, type ImageResult } from '../../contract/http/detect.ts';
import { Health } from '../../contract/http/health.ts';
import type { ConsoleClient } from '../console/client.ts';
import type { DetectOptions, ImageDetector } from './image-detector.ts';
import type { ImageFile } from './image-files.ts';

/** Enough that the console's detector never waits for the network, and few enough for its queue. */
const CONCURRENCY = 4;
const QUEUE_FULL_WAIT_MS = 500;
const QUEUE_FULL_TRIES = 60;

/**
 * Detection by a running console, which keeps the results in its history.
 *
 * Throws `model_not_loaded` where it has no model, and `console_unreachable`.
 */
export async function consoleDetector(client: ConsoleClient, options: DetectOptions): Promise<ImageDetector> {
  const { model, checks } = await client.request('/health', Health, { accept: [503] });
  if (model === null) {
    const reason = checks.find(({ name }) => name === 'model')?.detail ?? '';
    throw new VigilError('model_not_loaded', `${reason} Load one with "vigil models load FILE.onnx".`.trim());
  }
  const query = new URLSearchParams({ source: 'vigil detect' });
  for (const [name, value] of Object.entries(options)) query.set(name, String(value));
  const path = `/v1/yolo/detect/?${query}`;
  const { id, name, version, provider, provider_extent } = model;
  return {
    head: { request_id: crypto.randomUUID(), model: { id, name, version }, provider, provider_extent },
    concurrency: CONCURRENCY,
    detect: (file) => detectOn(client, path, file),
    close: async () => undefined,
  };
}

async function detectOn(client: ConsoleClient, path: string, file: ImageFile): Promise<ImageResult | ImageFailure> {
  if ('error' in file) return file;
  try {
    const form = new FormData();
    form.set('file', await openAsBlob(file.path), basename(file.path));
    const { images } = await patiently(() => client.request(path, DetectResponse, { body: form }));
    const [image] = images;
    if (image === undefined) throw new VigilError('internal', 'The console answered without a result.');
    return { ...image, name: file.name };
  } catch (error) {
    return { name: file.name, error: VigilError.from(error).toData() };
  }
}

/** Others may fill the console's queue; a folder of photographs can wait. */
async function patiently<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof VigilError) || error.code !== 'queue_full' || attempt === QUEUE_FULL_TRIES) throw error;
      await delay(QUEUE_FULL_WAIT_MS);
    }
  }
}
