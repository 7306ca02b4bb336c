import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../contract/errors.ts';
import { DEFAULT_IMAGE_LIMITS } from '../../contract/messages.ts';
import { hasShared, sharedPath } from '../../testing/shared.ts';
import { decodeImage } from './decode.ts';

type Expected = `${number}x${number}` | ErrorCode;

const REFUSED: Record<string, ErrorCode> = {
  'bad-crc.png': 'image_unreadable',
  'bomb-20000x20000-rgb.png': 'image_too_large',
  'bomb-30000x30000-1bit.png': 'image_too_large',
  'empty.jpg': 'image_unreadable',
  'header-claims-2147483647.png': 'image_too_large',
  'header-claims-65500.jpg': 'image_too_large',
  'html.png': 'unsupported_media_type',
  'plain.bmp': 'image_unreadable',
  'plain.heic': 'image_unreadable',
  'svg-entity-expansion.svg': 'unsupported_media_type',
  'svg-external-file.svg': 'unsupported_media_type',
  'svg-external-image.svg': 'unsupported_media_type',
  'svg-huge.svg': 'unsupported_media_type',
  'svg-plain.svg': 'unsupported_media_type',
  'text.jpg': 'unsupported_media_type',
  'truncated-half.jpg': 'image_unreadable',
  'truncated-half.png': 'image_unreadable',
  'truncated-header.jpg': 'image_unreadable',
  'zero-dimensions.png': 'image_unreadable',
};

/** Upright sizes of those that are not 202 by 270, the smaller of the two sizes the picture was stored in. */
const SIZES: Record<string, `${number}x${number}`> = {
  '1x1.jpg': '1x1',
  '1x1.png': '1x1',
  'tall-3x5000.png': '3x5000',
  'wide-6000x2.png': '6000x2',
};
const LARGER =
  /^(exif-.*|upright|bilevel.*|cmyk|corrupt.*|gray\.jpg|gray-alpha|interlaced|palette|plain\.avif|progressive|rgba.*|trailing.*)/;

function expectedOf(file: string): Expected {
  return REFUSED[file] ?? SIZES[file] ?? (LARGER.test(file) ? '405x540' : '202x270');
}

describe.skipIf(!hasShared)('every odd file', () => {
  const files = hasShared
    ? readdirSync(sharedPath('images/odd'))
        .filter((file) => file !== 'expected.json')
        .map((file): [string, Expected] => [file, expectedOf(file)])
    : [];

  it('is there', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.map(([file]) => file)).toEqual(expect.arrayContaining(Object.keys(REFUSED)));
  });

  it.each(files)('%s: %s', async (file, expected) => {
    const image = decodeImage({ type: 'file', path: sharedPath('images/odd', file) }, DEFAULT_IMAGE_LIMITS);
    if (file in REFUSED) {
      await expect(image).rejects.toMatchObject({ name: 'VigilError', code: expected });
      return;
    }
    const { width, height, pixels } = await image;
    expect(`${width}x${height}`).toBe(expected);
    expect(pixels).toHaveLength(width * height * 3);
  });

  it.each([
    ['plain.bmp', /BMP.*JPEG or PNG/],
    ['plain.heic', /HEIC.*JPEG or PNG/],
    ['truncated-half.jpg', /ends too early/],
    ['bomb-30000x30000-1bit.png', /30000 by 30000 pixels, 900,000,000 in all; the limit is 64,000,000/],
  ])('%s is refused with a sentence that says why', async (file, sentence) => {
    const image = decodeImage({ type: 'file', path: sharedPath('images/odd', file) }, DEFAULT_IMAGE_LIMITS);
    await expect(image).rejects.toThrow(sentence);
  });
});
