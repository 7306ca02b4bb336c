import { open } from 'node:fs/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { VigilError } from '../../contract/errors.ts';
import type { HistoryItem } from '../../contract/http/history.ts';
import type { Store } from '../../store/types.ts';
import { contentDisposition, safeFileName } from './file-name.ts';
import { mediaTypeOfImage } from './format.ts';

/**
 * Answers with the picture of a result. Its path comes from the hash that the store has, never from the caller. Throws
 * `not_found` where none is kept.
 */
export async function sendOriginal(
  store: Store,
  item: HistoryItem,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const image = store.getImage(item.inference_id);
  if (image === null) throw noImage(item);
  const etag = `"${image.sha256.slice(0, 32)}"`;
  // Never changes while its result exists; the hour bounds what a browser shows of a history that was set aside.
  reply
    .type(mediaTypeOfImage(image.extension))
    .header('etag', etag)
    .header('cache-control', 'private, max-age=3600, immutable');
  if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send();

  const file = await openKept(store, image);
  if (file === null) throw noImage(item);
  const { size } = await file.stat();
  return reply
    .header('content-length', size)
    .header('content-disposition', contentDisposition('inline', safeFileName(item.name, image.extension)))
    .send(file.createReadStream());
}

/** Opens the file of a picture; null, and the store is told, when somebody has taken it away. */
export async function openKept(store: Store, image: { path: string; sha256: string }) {
  try {
    return await open(image.path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    store.forgetImage(image.sha256);
    return null;
  }
}

function noImage({ inference_id }: HistoryItem): VigilError {
  return new VigilError(
    'not_found',
    `The picture of result ${inference_id} is not kept: not yet, no longer, or keeping pictures is turned off.`,
  );
}
