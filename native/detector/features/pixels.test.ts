import { describe, expect, it } from 'vitest';
import { DEFAULT_IMAGE_LIMITS } from '../../contract/messages.ts';
import { hasShared, sharedPath } from '../../testing/shared.ts';
import { decodeImage } from '../image/decode.ts';
import { grey, paint, plain } from '../testing/pictures.ts';
import { gridOf } from './grid.ts';
import { measurePixels } from './pixels.ts';

describe('the grid', () => {
  it.each([
    [640, 480, 128, 96, 1],
    [480, 640, 96, 128, 1],
    [4_000, 3_000, 128, 96, 6],
    [100, 50, 100, 50, 1],
    [1, 1, 1, 1, 1],
    [6_000, 2, 128, 1, 9],
    [3, 5_000, 1, 128, 8],
  ])('of %i x %i pixels has %i x %i points with neighbours %6$i away', (width, height, columns, rows, reach) => {
    const { x, y, ...grid } = gridOf({ width, height });
    expect([x.length, y.length, grid.reach]).toEqual([columns, rows, reach]);
    for (const [points, side] of [
      [x, width],
      [y, height],
    ] as const) {
      expect(new Set(points).size).toBe(points.length);
      // As far from one edge as from the other, to a pixel.
      expect(Math.abs((points[0] ?? -1) - (side - 1 - (points.at(-1) ?? -1)))).toBeLessThanOrEqual(1);
    }
  });
});

describe('figures of pixels', () => {
  it.each([
    ['black', grey(0), 0, 0],
    ['white', grey(255), 255, 0],
    ['red', [255, 0, 0], 76.245, 1],
    ['green', [0, 255, 0], 149.685, 1],
    ['blue', [0, 0, 255], 29.07, 1],
    ['half saturated', [200, 100, 150], 135.6, 0.5],
  ] as const)('of plain %s', (_, colour, brightness, saturation) => {
    const expected = { brightness, contrast: 0, sharpness: 0, saturation };
    expect(measurePixels(plain(300, 200, colour))).toEqual(expected);
    expect(measurePixels(plain(1, 1, colour))).toEqual(expected);
  });

  it('of a board of black and white', () => {
    // Each pixel of a board has four neighbours of the other colour; at the border it is its own neighbour.
    const board = measurePixels(paint(128, 128, (x, y) => grey((x + y) % 2 === 0 ? 0 : 255)));
    expect(board).toMatchObject({ brightness: 127.5, contrast: 127.5, saturation: 0 });
    const inside = 126 * 126;
    const edge = 4 * 126;
    const corner = 4;
    const mean = (16 * inside + 9 * edge + 4 * corner) / 128 ** 2;
    expect(board.sharpness).toBeCloseTo(255 ** 2 * mean, 1);
  });

  it('take a slope for no detail', () => {
    const slope = measurePixels(paint(128, 128, (x) => grey(2 * x)));
    expect(slope.brightness).toBe(127);
    expect(slope.contrast).toBeCloseTo(2 * Math.sqrt((128 ** 2 - 1) / 12), 2);
    // Only the two columns at the border see an edge, of 2 levels each.
    expect(slope.sharpness).toBeCloseTo((2 * 2 ** 2) / 128, 2);
  });

  it('are those of the picture and not of its size', () => {
    const wave = (scale: number) =>
      measurePixels(
        paint(640 * scale, 480 * scale, (x, y) => [
          128 + 90 * Math.sin((x + 0.5) / scale / 3) * Math.cos((y + 0.5) / scale / 5),
          100,
          60,
        ]),
      );
    const small = wave(1);
    const large = wave(3);
    expect(large.brightness).toBeCloseTo(small.brightness, 0);
    expect(large.contrast / small.contrast).toBeCloseTo(1, 1);
    expect(large.saturation / small.saturation).toBeCloseTo(1, 1);
    expect(large.sharpness / small.sharpness).toBeCloseTo(1, 1);
  });

  it('of a picture a pixel or two high are numbers', () => {
    for (const [width, height] of [
      [6_000, 2],
      [3, 5_000],
      [1, 700],
    ] as const) {
      const figures = measurePixels(paint(width, height, (x, y) => grey((x * 7 + y * 13) % 256)));
      expect(Object.values(figures).every(Number.isFinite)).toBe(true);
      expect(figures.contrast).toBeGreaterThan(10);
    }
  });
});

describe.skipIf(!hasShared)('figures of photographs', () => {
  const read = async (...path: string[]) =>
    measurePixels(await decodeImage({ type: 'file', path: sharedPath('images', ...path) }, DEFAULT_IMAGE_LIMITS));

  it('do not depend on how the picture lies in its file', async () => {
    const upright = await read('odd', 'upright.jpg');
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const turned = await read('odd', `exif-orientation-${orientation}.jpg`);
      expect(turned.brightness).toBeCloseTo(upright.brightness, -0.5);
      expect(turned.saturation).toBeCloseTo(upright.saturation, 1);
    }
  });

  it('tell what happened to a camera', async () => {
    const image = await decodeImage({ type: 'file', path: sharedPath('images', 'bus.jpg') }, DEFAULT_IMAGE_LIMITS);
    const { width, height, pixels } = image;
    const before = measurePixels(image);
    const at = (x: number, y: number, channel: number) =>
      pixels[(Math.min(y, height - 1) * width + Math.min(x, width - 1)) * 3 + channel] ?? 0;
    const dimmed = measurePixels({ ...image, pixels: pixels.map((level) => level / 2) });
    expect(dimmed.brightness / before.brightness).toBeCloseTo(0.5, 1);
    expect(dimmed.contrast / before.contrast).toBeCloseTo(0.5, 1);
    const mean = (x: number, y: number, channel: number) =>
      (at(x, y, channel) + at(x + 1, y, channel) + at(x, y + 1, channel) + at(x + 1, y + 1, channel)) / 4;
    const blurred = measurePixels(paint(width, height, (x, y) => [mean(x, y, 0), mean(x, y, 1), mean(x, y, 2)]));
    expect(blurred.sharpness).toBeLessThan(0.6 * before.sharpness);
    expect(blurred.brightness).toBeCloseTo(before.brightness, -0.5);
    const faded = measurePixels(paint(width, height, (x, y) => grey(at(x, y, 1))));
    expect(faded.saturation).toBe(0);
  });
});
