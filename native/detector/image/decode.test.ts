import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../contract/errors.ts';
import { DEFAULT_IMAGE_LIMITS } from '../../contract/messages.ts';
import { hasShared, sharedPath } from '../../testing/shared.ts';
import { decodeImage } from './decode.ts';

const decode = (bytes: Uint8Array, limits = DEFAULT_IMAGE_LIMITS) =>
  decodeImage({ type: 'bytes', bytes: new Uint8Array(bytes) }, limits);
const text = (words: string) => new TextEncoder().encode(words);
const pixelAt = (image: { width: number; pixels: Uint8Array }, x: number, y: number) => [
  ...image.pixels.subarray((y * image.width + x) * 3, (y * image.width + x) * 3 + 3),
];
const canvas = (channels: 3 | 4, background: { r: number; g: number; b: number; alpha?: number }) =>
  sharp({ create: { width: 8, height: 4, channels, background } });

describe('what a picture becomes', () => {
  it('lays transparency over the grey of the canvas', async () => {
    const clear = await decode(await canvas(4, { r: 255, g: 0, b: 0, alpha: 0 }).png().toBuffer());
    expect(pixelAt(clear, 3, 2)).toEqual([114, 114, 114]);
    const half = await decode(await canvas(4, { r: 255, g: 0, b: 0, alpha: 0.5 }).png().toBuffer());
    expect(pixelAt(half, 3, 2)[0]).toBeGreaterThan(180);
    expect(pixelAt(half, 3, 2)[1]).toBeLessThan(60);
  });

  it('takes 16 bits to 8 and grey to three channels', async () => {
    const deep = await decode(await canvas(3, { r: 200, g: 100, b: 50 }).toColourspace('rgb16').png().toBuffer());
    expect(pixelAt(deep, 0, 0)).toEqual([200, 100, 50]);
    const grey = await decode(await canvas(3, { r: 90, g: 90, b: 90 }).greyscale().png().toBuffer());
    expect(grey.pixels).toHaveLength(8 * 4 * 3);
    expect(pixelAt(grey, 7, 3)).toEqual([90, 90, 90]);
  });

  it('turns by the orientation of the camera', async () => {
    const turned = await decode(
      await canvas(3, { r: 1, g: 2, b: 3 }).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    );
    expect([turned.width, turned.height]).toEqual([4, 8]);
  });
});

describe('what is refused', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>';
  const pngWithoutSize = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...Array(40).fill(0x7f)]);
  it.each<[string, Uint8Array, ErrorCode]>([
    ['nothing at all', new Uint8Array(), 'image_unreadable'],
    ['plain SVG', text(svg), 'unsupported_media_type'],
    ['SVG behind a prolog and a comment', text(`<?xml version="1.0"?>\n<!-- x -->\n${svg}`), 'unsupported_media_type'],
    ['SVG behind a byte order mark', text(`\ufeff${svg}`), 'unsupported_media_type'],
    ['SVG behind spaces', text(`${' '.repeat(2_000)}${svg}`), 'unsupported_media_type'],
    ['SVG in UTF-16', new Uint8Array(Buffer.from(`\ufeff${svg}`, 'utf16le')), 'unsupported_media_type'],
    ['SVG with an entity', text(`<!DOCTYPE svg [<!ENTITY a "b">]>${svg}`), 'unsupported_media_type'],
    [
      'SVG behind a long comment',
      text(`<?xml version="1.0"?><!--${'x'.repeat(9_000)}-->${svg}`),
      'unsupported_media_type',
    ],
    ['SVG with a prefix', text(svg.replace('<svg', '<s:svg')), 'unsupported_media_type'],
    ['compressed SVG', new Uint8Array(gzipSync(svg)), 'unsupported_media_type'],
    ['a PNG whose first chunk states no size', pngWithoutSize, 'image_unreadable'],
    ['a gzip archive', new Uint8Array([0x1f, 0x8b, 8, 0, 0]), 'unsupported_media_type'],
    ['a PDF', text('%PDF-1.7 and so on'), 'unsupported_media_type'],
    ['random bytes', Uint8Array.from({ length: 200 }, (_, i) => (i * 97) & 0xff), 'unsupported_media_type'],
    ['three bytes of a JPEG', new Uint8Array([0xff, 0xd8, 0xff]), 'image_unreadable'],
  ])('%s', async (_, bytes, code) => {
    await expect(decode(bytes)).rejects.toMatchObject({ code, name: 'VigilError' });
  });

  it('holds the limits with the figures in the sentence', async () => {
    const png = await canvas(3, { r: 1, g: 2, b: 3 }).png().toBuffer();
    await expect(decode(png, { max_bytes: 10, max_pixels: 1_000 })).rejects.toMatchObject({ code: 'image_too_large' });
    const oneByteLess = { max_bytes: png.length - 1, max_pixels: 1_000 };
    await expect(decode(png, oneByteLess)).rejects.toThrow(`has ${png.length} bytes; the limit is ${png.length - 1}.`);
    await expect(decode(png, { max_bytes: 10_000, max_pixels: 31 })).rejects.toThrow(/8 by 4 pixels/);
    await expect(decode(png, { max_bytes: 10_000, max_pixels: 32 })).resolves.toMatchObject({ width: 8, height: 4 });
  });

  it('names a path that cannot be read', async () => {
    const source = { type: 'file', path: '/nowhere/a.jpg' } as const;
    await expect(decodeImage(source, DEFAULT_IMAGE_LIMITS)).rejects.toThrow('/nowhere/a.jpg does not exist');
    const folder = { type: 'file', path: import.meta.dirname } as const;
    await expect(decodeImage(folder, DEFAULT_IMAGE_LIMITS)).rejects.toMatchObject({ code: 'invalid_parameter' });
  });
});

describe.skipIf(!hasShared)('hostile and unusual files', () => {
  const read = (file: string) => new Uint8Array(readFileSync(sharedPath('images/odd', file)));
  const meanDifference = (a: Uint8Array, b: Uint8Array) =>
    a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] as number)), 0) / a.length;

  const turned = hasShared
    ? readdirSync(sharedPath('images/odd')).filter((file) => file.startsWith('exif-orientation'))
    : [];
  it.each(turned)('brings %s upright', async (file) => {
    const upright = await decode(read('upright.jpg'));
    const image = await decode(read(file));
    expect([image.width, image.height]).toEqual([405, 540]);
    expect(meanDifference(image.pixels, upright.pixels)).toBeLessThan(6);
  });

  it.each(['cmyk.jpg', 'progressive.jpg', 'interlaced.png', 'palette.png', 'plain.avif', 'trailing-garbage.jpg'])(
    'reads %s in its colours',
    async (file) => {
      const upright = await decode(read('upright.jpg'));
      expect(meanDifference((await decode(read(file))).pixels, upright.pixels)).toBeLessThan(6);
    },
  );

  it('decodes no pixel of a bomb', async () => {
    const before = process.memoryUsage.rss();
    for (const file of ['bomb-20000x20000-rgb.png', 'bomb-30000x30000-1bit.png', 'header-claims-65500.jpg']) {
      await expect(decode(read(file))).rejects.toMatchObject({ code: 'image_too_large' });
    }
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1024 * 1024);
  });
});
