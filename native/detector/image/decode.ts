import { readFile, stat } from 'node:fs/promises';
import sharp from 'sharp';
import { VigilError } from '../../contract/errors.ts';
import type { ImageLimits, ImageSource } from '../../contract/messages.ts';
import { pngClaimedSize } from './claimed-size.ts';
import { cmykToRgb } from './cmyk.ts';
import { sniff } from './sniff.ts';

// One image is decoded on one thread, several at a time by libuv's pool; libvips' own cache would only hold memory.
sharp.cache(false);
sharp.concurrency(1);

/** Upright RGB, 8 bits a channel, rows from the top, three bytes a pixel without padding. */
export interface DecodedImage {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** The grey that letterboxes are filled with; transparent parts become the same. */
const CANVAS_GREY = 114;

/** Whole figures: rounded ones would say that 64 is more than 64. */
const figure = (count: number) => count.toLocaleString('en');

/** The encoded bytes of a source. Throws `invalid_parameter` for a path that cannot be read, `image_too_large`. */
export async function readSource(source: ImageSource, maxBytes: number): Promise<Uint8Array> {
  let length = source.type === 'bytes' ? source.bytes.byteLength : 0;
  if (source.type === 'file') {
    const found = await stat(source.path).catch((cause: unknown) => unreadablePath(source.path, cause));
    if (!found.isFile()) throw new VigilError('invalid_parameter', `${source.path} is not a file. Name an image file.`);
    length = found.size;
  }
  if (length > maxBytes) {
    throw new VigilError(
      'image_too_large',
      `The file has ${figure(length)} bytes; the limit is ${figure(maxBytes)}. Send a smaller file or raise the limit.`,
    );
  }
  if (length === 0)
    throw new VigilError('image_unreadable', 'The file is empty: it has no bytes. Send the whole image.');
  if (source.type === 'bytes') return source.bytes;
  return readFile(source.path).catch((cause: unknown) => unreadablePath(source.path, cause));
}

function unreadablePath(path: string, cause: unknown): never {
  const code = cause instanceof Error && 'code' in cause ? cause.code : '';
  const why =
    code === 'ENOENT'
      ? 'does not exist'
      : code === 'EACCES'
        ? 'may not be read by this user'
        : `cannot be read (${code})`;
  throw new VigilError('invalid_parameter', `${path} ${why}. Name an image file that can be read.`, { cause });
}

/**
 * Lets only what the decoder may see pass: nothing but the allowed formats, told by their bytes, is ever parsed.
 *
 * Throws VigilError `unsupported_media_type`, `image_unreadable`.
 */
export function refuseForeign(bytes: Uint8Array): void {
  const sniffed = sniff(bytes);
  if (sniffed.kind === 'foreign') {
    throw new VigilError(
      'unsupported_media_type',
      `The file is ${sniffed.what}. Send a JPEG, PNG, WebP, GIF, TIFF or AVIF image.`,
    );
  }
  if (sniffed.kind === 'undecodable_image') {
    throw new VigilError(
      'image_unreadable',
      `The file is a ${sniffed.format} image, which cannot be decoded here. Convert it to JPEG or PNG.`,
    );
  }
  const claimed = sniffed.format === 'png' ? pngClaimedSize(bytes) : null;
  if (claimed !== null && (claimed.width === 0 || claimed.height === 0)) {
    throw new VigilError(
      'image_unreadable',
      `The image states a size of ${claimed.width} by ${claimed.height} pixels.`,
    );
  }
}

function refuseLarge(width: number, height: number, maxPixels: number): void {
  if (width * height <= maxPixels) return;
  throw new VigilError(
    'image_too_large',
    `The image has ${width} by ${height} pixels, ${figure(width * height)} in all; the limit is ${figure(maxPixels)}. ` +
      'Send a smaller image or raise the limit.',
  );
}

function unreadable(cause: unknown): VigilError {
  const words = cause instanceof Error ? cause.message : '';
  const cut = /premature end|read error|end of (file|stream|input)|bad seek|truncated/i.test(words);
  const detail = cut
    ? 'The image data ends too early: the file is cut short. Send the whole file.'
    : 'The image data is damaged and cannot be decoded. Send another copy, or convert it to JPEG or PNG.';
  return new VigilError('image_unreadable', detail, { cause });
}

/**
 * Decodes the first frame of an image to upright sRGB: EXIF orientation applied, CMYK, grey, palette and 16-bit converted,
 * transparency over grey. Byte and pixel limits hold before a pixel is decoded.
 *
 * Embedded RGB profiles are ignored, as the decoders that models are trained with ignore them.
 *
 * Rejects with VigilError: `image_unreadable`, `image_too_large`, `unsupported_media_type`, `invalid_parameter` (a path).
 */
export async function decodeImage(source: ImageSource, limits: ImageLimits): Promise<DecodedImage> {
  const bytes = await readSource(source, limits.max_bytes);
  refuseForeign(bytes);
  const claimed = pngClaimedSizeOf(bytes);
  if (claimed !== null) refuseLarge(claimed.width, claimed.height, limits.max_pixels);
  // The limit is checked on the header below, with figures in the sentence; sharp's own would only say that there is one.
  const open = { failOn: 'warning', limitInputPixels: false, autoOrient: true } as const;
  const image = sharp(bytes, { ...open, ignoreIcc: true });
  const header = await image.metadata().catch((cause: unknown) => {
    throw unreadable(cause);
  });
  refuseLarge(header.width, header.height, limits.max_pixels);
  // The plain four inks are turned into colours here, without a profile; rarer kinds of CMYK need libvips' conversion.
  const plainInks = header.space === 'cmyk' && header.depth === 'uchar' && header.channels === 4;
  let pipeline = header.space === 'cmyk' && !plainInks ? sharp(bytes, open) : image;
  if (header.hasAlpha) pipeline = pipeline.flatten({ background: { r: CANVAS_GREY, g: CANVAS_GREY, b: CANVAS_GREY } });
  if (plainInks) pipeline = pipeline.pipelineColourspace('cmyk').toColourspace('cmyk');
  else if (header.space !== 'srgb' || header.depth !== 'uchar') pipeline = pipeline.toColourspace('srgb');
  const { data, info } = await pipeline
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw unreadable(cause);
    });
  if (plainInks) return { width: info.width, height: info.height, pixels: cmykToRgb(data) };
  if (info.channels === 3) return { width: info.width, height: info.height, pixels: data };
  return { width: info.width, height: info.height, pixels: toThreeChannels(data, info.channels) };
}

const pngClaimedSizeOf = (bytes: Uint8Array) => (bytes[0] === 0x89 ? pngClaimedSize(bytes) : null);

/** Grey repeated, or anything beyond three channels dropped. */
function toThreeChannels(data: Uint8Array, channels: number): Uint8Array {
  const count = data.length / channels;
  const pixels = new Uint8Array(count * 3);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) pixels[i * 3 + c] = data[i * channels + (channels < 3 ? 0 : c)] as number;
  }
  return pixels;
}
