import { describe, expect, it } from 'vitest';
import { DEFAULT_KNOBS, PARTS, SceneKnobs } from '../../../native/contract/demo.ts';
import { DemoKnobsBody } from '../../../native/contract/http/demo.ts';
import { knobValue, toChanges } from './knob-changes.ts';
import { fromSlider, scaleLimits, sliderRange, toSlider } from './knob-scale.ts';
import { formatKnob, KNOB_GROUPS, KNOB_WORDS, type KnobPath, RATE_SCALE } from './knob-words.ts';

const PATHS = Object.keys(KNOB_WORDS) as KnobPath[];

describe('every knob', () => {
  it('has one slider, and stands in one group', () => {
    const known = Object.keys(SceneKnobs.shape).filter((name) => name !== 'mix');
    expect(new Set(PATHS)).toEqual(new Set([...known, ...PARTS.map((part) => `mix.${part}`)]));
    expect(KNOB_GROUPS.flatMap(({ knobs }) => knobs).toSorted()).toEqual(PATHS.toSorted());
  });

  it.each(PATHS)('%s reaches just what the console accepts', (path) => {
    const { min, max } = scaleLimits(KNOB_WORDS[path].scale);
    const accepts = (value: number) => DemoKnobsBody.safeParse({ knobs: toChanges(path, value) }).success;
    expect([min, max].map(accepts)).toEqual([true, true]);
    expect([min - 1, max + 1].map(accepts)).toEqual([false, false]);
  });

  it.each(PATHS)('%s can stand where it is by default', (path) => {
    const { scale } = KNOB_WORDS[path];
    const value = knobValue(DEFAULT_KNOBS, path);
    expect(fromSlider(scale, toSlider(scale, value))).toBe(value);
    const { min, step } = sliderRange(scale);
    expect(((toSlider(scale, value) - min) / step) % 1).toBeCloseTo(0, 6);
  });
});

it('the rate reaches just what the console accepts', () => {
  const { min, max } = scaleLimits(RATE_SCALE);
  expect([min, max].map((rate) => DemoKnobsBody.safeParse({ rate }).success)).toEqual([true, true]);
  expect([min / 2, max + 1].map((rate) => DemoKnobsBody.safeParse({ rate }).success)).toEqual([false, false]);
});

it.each([
  ['light', 0.4, '0.40 ×'],
  ['light_kelvin', 5_500, '5500 K'],
  ['unknown_part', 0.25, '25 %'],
  ['tilt', -12, '-12.0°'],
  ['jpeg_quality', 90, '90'],
] as const)('%s of %d is shown as %s', (path, value, shown) => {
  expect(formatKnob(KNOB_WORDS[path], value)).toBe(shown);
});
