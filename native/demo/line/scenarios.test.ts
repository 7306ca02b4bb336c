import { describe, expect, it } from 'vitest';
import { DEFAULT_KNOBS, SceneKnobs } from '../../contract/demo.ts';
import { SCENARIO_IDS } from '../../contract/http/demo.ts';
import { knobsAt, NORMAL_PICTURES, phaseAt, SCENARIOS } from './scenarios.ts';

const BAD = SCENARIO_IDS.filter((id) => id !== 'normal_shift');
const pictures = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('every scenario', () => {
  it.each(SCENARIO_IDS)('%s has phases without gaps, of which the last does not end', (id) => {
    const phases = SCENARIOS.find((scenario) => scenario.id === id)?.phases ?? [];
    expect(phases[0]?.from).toBe(1);
    for (const [index, phase] of phases.entries()) {
      expect(phase.to).toBe(phases[index + 1] === undefined ? null : (phases[index + 1]?.from as number) - 1);
      expect(phaseAt(id, phase.from)).toBe(index);
      expect(phaseAt(id, phase.to ?? phase.from + 10_000)).toBe(index);
    }
  });

  it.each(SCENARIO_IDS)('%s asks for nothing beyond the limits of the knobs', (id) => {
    for (const picture of [...pictures(1, 400), 1_000_000]) expect(SceneKnobs.parse(knobsAt(id, picture))).toBeTruthy();
  });

  it.each(SCENARIO_IDS)('%s begins with 150 pictures as installed', (id) => {
    for (const picture of pictures(1, NORMAL_PICTURES)) expect(knobsAt(id, picture)).toEqual(DEFAULT_KNOBS);
  });
});

describe('a bad scenario', () => {
  it.each(BAD)('%s changes with the next picture and is as bad as it gets at most 60 later, for good', (id) => {
    const { phases } = SCENARIOS.find((scenario) => scenario.id === id) ?? { phases: [] };
    const worst = phases.at(-1)?.from as number;
    expect(worst - NORMAL_PICTURES).toBeLessThanOrEqual(60);
    expect(knobsAt(id, NORMAL_PICTURES + 1)).not.toEqual(DEFAULT_KNOBS);
    const steady = (picture: number) => ({ ...knobsAt(id, picture), light: 0 });
    expect(steady(worst)).not.toEqual(steady(worst - 1));
    for (const picture of [worst + 1, worst + 100, 1_000_000]) expect(steady(picture)).toEqual(steady(worst));
  });
});

describe('the failing lamp', () => {
  const lights = (from: number, to: number) =>
    pictures(from, to).map((picture) => knobsAt('failing_lamp', picture).light);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  it('falls, flickers, and stays dark', () => {
    expect(mean(lights(151, 170))).toBeGreaterThan(mean(lights(171, 190)));
    expect(mean(lights(171, 190))).toBeGreaterThan(mean(lights(191, 209)));
    const dark = lights(210, 1_000);
    expect(Math.max(...dark)).toBeLessThanOrEqual(0.08);
    expect(Math.min(...dark)).toBeGreaterThanOrEqual(0.056);
    expect(Math.max(...dark) - Math.min(...dark)).toBeGreaterThan(0.02);
    // Not a steady fall: some picture is brighter than the one before it.
    const falling = lights(151, 209);
    expect(falling.some((light, index) => index > 0 && light > (falling[index - 1] as number))).toBe(true);
  });

  it('is the same each time it is asked', () => {
    expect(lights(1, 300)).toEqual(lights(1, 300));
  });
});

it.each([
  ['out_of_focus', 'focus', 180, 2],
  ['new_part', 'unknown_part', 165, 0.25],
  ['failing_lamp', 'light_kelvin', 180, 4_350],
] as const)('%s is half way with its %s at picture %d', (id, knob, picture, value) => {
  expect(knobsAt(id, picture)[knob]).toBeCloseTo(value, 9);
});

it('the mix changes kind by kind', () => {
  const { mix } = knobsAt('mix_change', 170);
  expect(mix.washer).toBeCloseTo(3.5, 9);
  expect(mix.gear).toBeCloseTo(0.55, 9);
});
