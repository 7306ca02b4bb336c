import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { VigilError } from '../../../contract/errors.ts';
import { mediaTypeOf } from '../endpoint.ts';
import { type ImageBytes, readImage } from './read-image.ts';

/** More photographs than this in one form are a mistake, or better sent in several. */
export const MAX_IMAGES = 256;
const PART_NAMES: readonly string[] = ['file', 'image'];

export interface ReceivedImage {
  name: string;
  content: ImageBytes;
}

/**
 * The images of a request one after the other, each read only when it is asked for: the caller is held back while
 * the earlier ones are worked on, so a form takes no more memory than a few of its images. One that is too large is
 * handed on as such, with the others unharmed. Throws `unsupported_media_type`, `invalid_request` or
 * `request_cancelled`, and then nothing of the request counts.
 */
export async function* receiveImages(request: FastifyRequest, maxBytes: number): AsyncGenerator<ReceivedImage> {
  const type = mediaTypeOf(request);
  try {
    if (type === 'multipart/form-data') {
      yield* receiveParts(request, maxBytes);
    } else if (type.startsWith('image/') || type === 'application/octet-stream') {
      const length = Number(request.headers['content-length']);
      const content = await readImage(request.raw, maxBytes, Number.isNaN(length) ? null : length);
      yield { name: nameFromHeader(request), content };
    } else if (type === '' && !hasBody(request)) {
      throw new VigilError(
        'invalid_request',
        'The request holds no image. Send it as the body, or as "file" in a form.',
      );
    } else {
      throw new VigilError(
        'unsupported_media_type',
        `Send the image as the body with an image/* type, or as "file" in multipart/form-data; ${type === '' ? 'no Content-Type was sent' : `this is ${JSON.stringify(type)}`}.`,
      );
    }
  } catch (error) {
    if (error instanceof VigilError) throw error;
    // Only when the connection ended early is there nobody left to tell what was wrong with the body.
    if (request.raw.destroyed && !request.raw.complete) {
      throw new VigilError('request_cancelled', 'The connection was closed during the upload.', { cause: error });
    }
    throw new VigilError(
      'invalid_request',
      `The multipart body cannot be read: ${(error as Error).message.replace(/\.$/, '')}.`,
      { cause: error },
    );
  } finally {
    // What is left of a refused body flows away, or the caller would wait forever to finish sending it.
    request.raw.unpipe();
    request.raw.resume();
  }
}

const hasBody = ({ headers }: FastifyRequest) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

async function* receiveParts(request: FastifyRequest, maxBytes: number): AsyncGenerator<ReceivedImage> {
  const limits = { fileSize: maxBytes, files: MAX_IMAGES, fields: 1, fieldSize: 1_024, parts: MAX_IMAGES + 1 };
  let count = 0;
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field' || !PART_NAMES.includes(part.fieldname)) throw unexpectedPart(part);
    count++;
    yield { name: cleanName(part.filename), content: await readImage(part.file, maxBytes, null) };
  }
  if (count === 0) throw new VigilError('invalid_request', 'The form holds no image: add a part named "file".');
}

function unexpectedPart(part: Multipart): VigilError {
  const name = JSON.stringify(part.fieldname.slice(0, 100));
  return new VigilError(
    'invalid_request',
    part.type === 'field'
      ? `The form field ${name} is not read: images are parts named "file" with a file name, and thresholds stand in the query.`
      : `The part ${name} is not read: name the parts with images "file".`,
  );
}

function nameFromHeader(request: FastifyRequest): string {
  const given = request.headers['x-file-name'];
  if (typeof given !== 'string') return cleanName(undefined);
  try {
    return cleanName(decodeURIComponent(given));
  } catch {
    return cleanName(given);
  }
}

/** The last segment of a path, without control characters, at most 255 characters. */
export function cleanName(name: string | undefined): string {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? '';
  return last.replaceAll(/\p{Cc}/gu, '').slice(0, 255) || 'image';
}
