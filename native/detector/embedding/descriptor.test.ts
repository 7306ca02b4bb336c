import { describe, expect, it } from 'vitest';
import { type Colour, grey, paint, plain } from '../testing/pictures.ts';
import { DESCRIPTOR_LENGTH, describePixels } from './descriptor.ts';

const HUES = [0, 16] as const;
const SATURATIONS = [16, 24] as const;
const VALUES = [24, 32] as const;
const GRADIENTS = [32, 64] as const;

const part = (descriptor: Float32Array, [from, to]: readonly [number, number]) =>
  [...descriptor.subarray(from, to)].map((root) => root ** 2);
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
/** Positions of what is not 0, within a part. */
const filled = (values: number[]) => values.flatMap((value, at) => (value > 0 ? [at] : []));

describe('the descriptor', () => {
  it('is four histograms that sum to 1', () => {
    const descriptor = describePixels(paint(300, 200, (x, y) => [(x * 7) % 256, (y * 5) % 256, (x * y) % 256]));
    expect(descriptor).toHaveLength(DESCRIPTOR_LENGTH);
    expect(DESCRIPTOR_LENGTH).toBe(64);
    for (const range of [HUES, SATURATIONS, VALUES, GRADIENTS]) expect(sum(part(descriptor, range))).toBeCloseTo(1, 5);
  });

  it.each<[string, Colour, number]>([
    ['red', [255, 0, 0], 0],
    ['yellow', [255, 255, 0], 2],
    ['green', [0, 255, 0], 5],
    ['cyan', [0, 255, 255], 8],
    ['blue', [0, 0, 255], 10],
    ['magenta', [255, 0, 255], 13],
    ['red, a little blue', [255, 0, 1], 15],
  ])('puts %s where its hue is', (_, colour, bin) => {
    expect(filled(part(describePixels(plain(40, 30, colour)), HUES))).toEqual([bin]);
  });

  it('has neither hue nor edge of plain grey', () => {
    const descriptor = describePixels(plain(40, 30, grey(255)));
    expect(filled(part(descriptor, HUES))).toEqual([]);
    expect(filled(part(descriptor, GRADIENTS))).toEqual([]);
    expect(part(descriptor, SATURATIONS)[0]).toBe(1);
    expect(part(descriptor, VALUES)[7]).toBe(1);
  });

  it('tells directions, without their sign, and quarters', () => {
    const across = (x: number) => grey(x % 100);
    expect(filled(part(describePixels(paint(100, 100, across)), GRADIENTS)).map((at) => at % 8)).toEqual([0, 0, 0, 0]);
    const down = (_: number, y: number) => grey(255 - 2 * y);
    expect(filled(part(describePixels(paint(100, 100, down)), GRADIENTS)).map((at) => at % 8)).toEqual([4, 4, 4, 4]);
    const corner = paint(100, 100, (x, y) => grey(x > 60 && y > 60 ? (x * y) % 256 : 0));
    expect(filled(part(describePixels(corner), GRADIENTS)).every((at) => at >= 24)).toBe(true);
  });
});
