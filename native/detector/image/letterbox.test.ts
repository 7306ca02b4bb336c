import { describe, expect, it } from 'vitest';
import type { Preprocess } from '../../contract/model.ts';
import type { DecodedImage } from './decode.ts';
import { fillTensor, placeImage, type TensorTarget } from './letterbox.ts';

/** A picture without any regularity that a wrong index could hide behind. */
function noise(width: number, height: number): DecodedImage {
  let state = 12_345;
  const pixels = Uint8Array.from({ length: width * height * 3 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state >> 16;
  });
  return { width, height, pixels };
}

/** The plain definition of a bilinear letterbox, in floating point: the value of one channel at one canvas pixel. */
function expected(image: DecodedImage, target: TensorTarget, x: number, y: number, channel: number): number {
  const place = placeImage(image, target);
  const [px, py] = [x - place.left, y - place.top];
  if (px < 0 || py < 0 || px >= place.width || py >= place.height) return 114;
  const axis = (position: number, source: number, scaled: number) => {
    const at = Math.min(Math.max(((position + 0.5) * source) / scaled - 0.5, 0), source - 1);
    const low = Math.floor(at);
    return { low, high: Math.min(low + 1, source - 1), part: at - low };
  };
  const h = axis(px, image.width, place.width);
  const v = axis(py, image.height, place.height);
  const at = (column: number, row: number) => image.pixels[(row * image.width + column) * 3 + channel] as number;
  const upper = at(h.low, v.low) * (1 - h.part) + at(h.high, v.low) * h.part;
  const lower = at(h.low, v.high) * (1 - h.part) + at(h.high, v.high) * h.part;
  return upper * (1 - v.part) + lower * v.part;
}

describe('placement', () => {
  it.each<[string, number, number, number, Preprocess, object]>([
    ['centres and rounds', 810, 1080, 640, 'ultralytics', { left: 80, top: 0, width: 480, height: 640 }],
    [
      'puts the odd pixel right and below',
      640,
      427,
      640,
      'ultralytics',
      { left: 0, top: 106, width: 640, height: 427 },
    ],
    ['rounds a half to even', 640, 425, 320, 'ultralytics', { left: 0, top: 54, width: 320, height: 212 }],
    ['floors at the top left', 640, 427, 416, 'yolox', { left: 0, top: 0, width: 416, height: 277 }],
    ['never loses a thin picture', 6000, 2, 416, 'yolox', { left: 0, top: 0, width: 416, height: 1 }],
    ['enlarges a small one', 1, 1, 416, 'yolox', { left: 0, top: 0, width: 416, height: 416 }],
  ])('%s: %i x %i to %i, %s', (_, width, height, side, preprocess, place) => {
    expect(placeImage({ width, height }, { width: side, height: side, preprocess })).toMatchObject(place);
  });
});

describe('tensor', () => {
  it.each<[number, number, number, number, Preprocess]>([
    [37, 23, 64, 64, 'ultralytics'],
    [150, 90, 64, 64, 'ultralytics'],
    [64, 64, 64, 64, 'ultralytics'],
    [90, 150, 96, 32, 'ultralytics'],
    [37, 23, 64, 64, 'yolox'],
    [200, 300, 64, 96, 'yolox'],
    [3, 500, 64, 64, 'yolox'],
  ])('%i x %i on %i x %i, %s, is the bilinear letterbox', (width, height, canvasWidth, canvasHeight, preprocess) => {
    const image = noise(width, height);
    const target = { width: canvasWidth, height: canvasHeight, preprocess };
    const tensor = new Float32Array(3 * canvasWidth * canvasHeight).fill(Number.NaN);
    fillTensor(image, target, tensor);
    const unit = preprocess === 'yolox' ? 1 : 255;
    for (let channel = 0; channel < 3; channel++) {
      const plane = preprocess === 'yolox' ? 2 - channel : channel;
      for (let y = 0; y < canvasHeight; y++) {
        for (let x = 0; x < canvasWidth; x++) {
          const value = (tensor[(plane * canvasHeight + y) * canvasWidth + x] as number) * unit;
          expect(Math.abs(value - expected(image, target, x, y, channel))).toBeLessThan(1.01);
          expect(Math.abs(value - Math.round(value))).toBeLessThan(1e-4);
        }
      }
    }
  });

  // Results of OpenCV's resize; the second has rows of the border that exact arithmetic would make one level lighter.
  it.each([
    [
      [0, 100, 200, 40],
      [0, 25, 75, 100, 50, 59, 76, 85, 150, 126, 79, 55, 200, 160, 80, 40],
    ],
    [
      [248, 194, 190, 207],
      [
        248, 242, 221, 199, 194, 242, 237, 219, 200, 195, 219, 217, 210, 202, 201, 196, 197, 201, 204, 206, 190, 191,
        198, 205, 207,
      ],
    ],
  ])('enlarges %j as OpenCV does', (values, enlarged) => {
    const image = { width: 2, height: 2, pixels: Uint8Array.from(values.flatMap((value) => [value, value, value])) };
    const side = Math.sqrt(enlarged.length);
    const tensor = new Float32Array(3 * side * side);
    fillTensor(image, { width: side, height: side, preprocess: 'yolox' }, tensor);
    expect([...tensor]).toEqual([...enlarged, ...enlarged, ...enlarged]);
  });

  it('leaves nothing of the picture before it', () => {
    const target: TensorTarget = { width: 64, height: 64, preprocess: 'ultralytics' };
    const fresh = new Float32Array(3 * 64 * 64);
    const used = new Float32Array(3 * 64 * 64);
    fillTensor(noise(64, 64), target, used);
    fillTensor(noise(64, 20), target, used);
    fillTensor(noise(64, 20), target, fresh);
    expect(used).toEqual(fresh);
  });

  it('copies a picture of the right size to the bit', () => {
    const image = noise(32, 32);
    const tensor = new Float32Array(3 * 32 * 32);
    fillTensor(image, { width: 32, height: 32, preprocess: 'yolox' }, tensor);
    expect([tensor[0], tensor[1024], tensor[2048]]).toEqual([image.pixels[2], image.pixels[1], image.pixels[0]]);
  });
});
