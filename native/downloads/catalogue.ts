import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { VigilError } from '../contract/errors.ts';
import { Layout, Sidecar } from '../contract/model.ts';

/** One model to be had from elsewhere. */
export const CatalogueEntry = z.strictObject({
  /** The file is kept as `<name>.onnx`, so it is no path and has no capitals that some file systems confuse. */
  name: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/, 'must be of a to z, 0 to 9 and . _ - between them'),
  title: z.string().min(1).max(100),
  url: z.url({ protocol: /^https?$/ }),
  size_bytes: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits'),
  licence: z.string().min(1).max(200),
  layout: Layout,
  /** Height and width in pixels. */
  input_size: Sidecar.shape.input_size.unwrap(),
  note: z.string().max(300),
});
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

export const Catalogue = z
  .strictObject({ models: z.array(CatalogueEntry).max(1_000) })
  .refine(({ models }) => new Set(models.map(({ name }) => name)).size === models.length, 'names a model twice');
export type Catalogue = z.infer<typeof Catalogue>;

const MAX_BYTES = 1024 * 1024;
const FETCH_LIMIT_MS = 30_000;

/**
 * A catalogue from a file, or from an http(s) address.
 *
 * Throws `invalid_parameter` where the file cannot be read or is no catalogue, naming the field, and `download_failed`
 * where the address does not answer with one.
 */
export async function readCatalogue(source: string, limitMs = FETCH_LIMIT_MS): Promise<Catalogue> {
  const text = /^https?:\/\//i.test(source) ? await fetchText(source, limitMs) : await readText(source);
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new VigilError('invalid_parameter', `${source} is not JSON: ${(cause as Error).message}.`, { cause });
  }
  const parsed = Catalogue.safeParse(json);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, 3).map(({ path, message }) => `${z.core.toDotPath(path)}: ${message}`);
  throw new VigilError('invalid_parameter', `${source} is no catalogue of models: ${issues.join('; ')}.`);
}

/** The entry of that name. Throws `model_not_found` that lists the names there are. */
export function findEntry({ models }: Catalogue, name: string): CatalogueEntry {
  const entry = models.find((model) => model.name === name);
  if (entry !== undefined) return entry;
  const names = models.map((model) => model.name).join(', ') || 'none';
  throw new VigilError('model_not_found', `The catalogue has no ${JSON.stringify(name)}. Its models: ${names}.`);
}

async function readText(file: string): Promise<string> {
  try {
    return (await readFile(file)).toString('utf8');
  } catch (cause) {
    throw new VigilError('invalid_parameter', `The catalogue ${file} cannot be read: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

async function fetchText(url: string, limitMs: number): Promise<string> {
  const failed = (reason: string, cause?: unknown) =>
    new VigilError('download_failed', `The catalogue ${url} cannot be had: ${reason}. Check the address.`, { cause });
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(limitMs) });
    if (!response.ok || response.body === null) throw failed(`the server answers ${response.status}`);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      size += chunk.length;
      if (size > MAX_BYTES) throw failed('it is larger than 1 MiB');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  } catch (error) {
    if (error instanceof VigilError) throw error;
    throw failed(describeFailure(error), error);
  }
}

/** What stopped a request, in the words of whoever knows best. */
export function describeFailure(thrown: unknown): string {
  const inner = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  const message = inner instanceof Error ? inner.message : String(inner);
  return message === '' && inner instanceof Error && 'code' in inner ? String(inner.code) : message;
}
