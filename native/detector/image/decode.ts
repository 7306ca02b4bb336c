import sharp, { type Sharp } from 'sharp';
import { VigilError } from '../../contract/errors.ts';
import type { ImageLimits, ImageSource } from '../../contract/messages.ts';
import { jpegFrame, pngClaimedSize } from './claimed-size.ts';
import { cmykToRgb } from './cmyk.ts';
import { readSource } from './read-source.ts';
import { type Sniffed, sniff } from './sniff.ts';

// One image is decoded on one thread, several at a time by libuv's pool; libvips' own cache would only hold memory.
sharp.cache(false);
sharp.concurrency(1);

/** Upright RGB, 8 bits a channel, rows from the top, three bytes a pixel without padding. */
export interface DecodedImage {
  width: number;
  height: number;
  pixels: Uint8Array;
}

type Format = Extract<Sniffed, { kind: 'decodable' }>['format'];

/** The grey that letterboxes are filled with; transparent parts become the same. */
const CANVAS_GREY = 114;

const figure = (count: number) => count.toLocaleString('en');

/**
 * Lets only what the decoder may see pass: nothing but the allowed formats, told by their bytes, is ever parsed.
 *
 * Throws VigilError `unsupported_media_type`, `image_unreadable`.
 */
export function refuseForeign(bytes: Uint8Array): Format {
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
  return sniffed.format;
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
  const bytes = readSource(source, limits.max_bytes);
  const format = refuseForeign(bytes);
  // The limit is checked on the header, with figures in the sentence; sharp's own would only say that there is one.
  const open = { failOn: 'warning', limitInputPixels: false, autoOrient: true } as const;
  const image = sharp(bytes, { ...open, ignoreIcc: true });
  const header = await readHeader(image, bytes, format, limits.max_pixels);
  refuseLarge(header.width, header.height, limits.max_pixels);
  let pipeline = header.colours === 'rare_inks' ? sharp(bytes, open) : image;
  if (header.hasAlpha) pipeline = pipeline.flatten({ background: { r: CANVAS_GREY, g: CANVAS_GREY, b: CANVAS_GREY } });
  if (header.colours === 'plain_inks') pipeline = pipeline.pipelineColourspace('cmyk').toColourspace('cmyk');
  else if (header.colours !== 'rgb') pipeline = pipeline.toColourspace('srgb');
  const { data, info } = await pipeline
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw unreadable(cause);
    });
  const { width, height, channels } = info;
  if (header.colours === 'plain_inks') return { width, height, pixels: cmykToRgb(data) };
  return { width, height, pixels: channels === 3 ? data : toThreeChannels(data, channels) };
}

/**
 * `plain_inks`: CMYK of 8 bits, turned into colours here without a profile; `rare_inks`: CMYK that only libvips' own
 * conversion knows; `other`: grey, palette, 16 bits and whatever else becomes sRGB by libvips.
 */
interface Header {
  width: number;
  height: number;
  hasAlpha: boolean;
  colours: 'rgb' | 'plain_inks' | 'rare_inks' | 'other';
}

async function readHeader(image: Sharp, bytes: Uint8Array, format: Format, maxPixels: number): Promise<Header> {
  // The commonest file by far; a second parse through sharp would cost it a wait for the model run that is under way.
  const frame = format === 'jpeg' ? jpegFrame(bytes) : null;
  if (frame?.precision === 8 && frame.components === 3) return { ...frame, hasAlpha: false, colours: 'rgb' };
  const claimed = format === 'png' ? pngClaimedSize(bytes) : null;
  if (claimed !== null) refuseLarge(claimed.width, claimed.height, maxPixels);
  const { width, height, space, depth, channels, hasAlpha } = await image.metadata().catch((cause: unknown) => {
    throw unreadable(cause);
  });
  const deep = depth !== 'uchar';
  if (space === 'cmyk') {
    return { width, height, hasAlpha, colours: deep || channels !== 4 ? 'rare_inks' : 'plain_inks' };
  }
  return { width, height, hasAlpha, colours: deep || space !== 'srgb' ? 'other' : 'rgb' };
}

/** Grey repeated, or anything beyond three channels dropped. */
function toThreeChannels(data: Uint8Array, channels: number): Uint8Array {
  const count = data.length / channels;
  const pixels = new Uint8Array(count * 3);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) pixels[i * 3 + c] = data[i * channels + (channels < 3 ? 0 : c)] as number;
  }
  return pixels;
}
