import { describe, expect, it } from 'vitest';
import { fromSlider, scaleLimits, sliderRange, toSlider } from './knob-scale.ts';

const stops = { kind: 'stops', stops: [0, 0.1, 1, 10] } as const;
const steps = { kind: 'steps', min: -30, max: 30, step: 1 } as const;

describe('a scale of stops', () => {
  it('gives every stop the same room', () => {
    expect(sliderRange(stops)).toEqual({ min: 0, max: 3, step: 1 });
    expect(scaleLimits(stops)).toEqual({ min: 0, max: 10 });
  });

  it.each([
    [0, 0],
    [0.1, 1],
    [1, 2],
    [10, 3],
  ])('%d stands at %d and comes back from there', (value, position) => {
    expect(toSlider(stops, value)).toBe(position);
    expect(fromSlider(stops, position)).toBe(value);
  });

  it('shows a value between two stops between them, and one beyond the last there', () => {
    expect(toSlider(stops, 5.5)).toBe(2.5);
    expect(toSlider(stops, 99)).toBe(3);
    expect(toSlider(stops, -1)).toBe(0);
  });
});

describe('a scale of steps', () => {
  it('is the value itself, within its limits', () => {
    expect(sliderRange(steps)).toEqual({ min: -30, max: 30, step: 1 });
    expect(toSlider(steps, 12)).toBe(12);
    expect(toSlider(steps, 99)).toBe(30);
  });

  it('has no digits that nobody chose', () => {
    expect(fromSlider({ kind: 'steps', min: 0, max: 3, step: 0.1 }, 0.1 + 0.2)).toBe(0.3);
  });
});
