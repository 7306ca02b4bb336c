import { DEFAULT_KNOBS, type SceneKnobs } from '../../contract/demo.ts';
import type { DemoPhase, DemoScenario, ScenarioId } from '../../contract/http/demo.ts';
import { scramble } from './seeds.ts';

/** What the line is like at one picture; from one keyframe to the next every knob goes in a straight line. */
export interface Keyframe {
  /** Counted from 1. */
  picture: number;
  /** Those not named are as installed. */
  knobs: Partial<SceneKnobs>;
  /** By how much of itself the light dips at most, from picture to picture; 0 by default. */
  flicker?: number;
}

export interface Timeline extends DemoScenario {
  /** In order, the first at picture 1. After the last nothing changes any more. */
  keyframes: readonly [Keyframe, ...Keyframe[]];
}

/** Every bad scenario begins with this many good pictures: a reference of 100 and a window of 50 after it fill with them. */
export const NORMAL_PICTURES = 150;
const GOOD = 'Good light, sharp lens, even mix';

export const TIMELINES: Readonly<Record<ScenarioId, Timeline>> = {
  normal_shift: {
    id: 'normal_shift',
    name: 'A normal shift',
    sentence: 'Good light, a sharp lens and an even mix of parts, for as long as the line runs.',
    phases: [{ from: 1, to: null, label: GOOD }],
    keyframes: [{ picture: 1, knobs: {} }],
  },
  failing_lamp: goingBad({
    id: 'failing_lamp',
    name: 'The lamp is failing',
    sentence:
      'After 150 good pictures the lamp flickers and within 60 more is almost out; the camera turns up its gain, which shows as noise.',
    changing: 'The light falls and flickers',
    bad: 'Hardly any light',
    within: 60,
    knobs: { light: 0.08, light_kelvin: 3_200, noise: 6 },
    flicker: 0.3,
  }),
  out_of_focus: goingBad({
    id: 'out_of_focus',
    name: 'The lens is out of focus',
    sentence: 'After 150 sharp pictures the lens works itself loose, and within 60 pictures all is blurred.',
    changing: 'The picture loses its sharpness',
    bad: 'Out of focus',
    within: 60,
    knobs: { focus: 4 },
  }),
  new_part: goingBad({
    id: 'new_part',
    name: 'A new part appears',
    sentence: 'After 150 pictures a part comes along that the model never saw, soon every second one.',
    changing: 'The first of the new part',
    bad: 'Every second part is new',
    within: 30,
    knobs: { unknown_part: 0.5 },
  }),
  mix_change: goingBad({
    id: 'mix_change',
    name: 'The mix changes',
    sentence: 'After 150 pictures with an even mix the line turns to another order: mostly washers and nuts.',
    changing: 'Fewer of the others, more washers and nuts',
    bad: 'Mostly washers and nuts',
    within: 40,
    knobs: { mix: { bolt: 0.2, nut: 4, washer: 6, gear: 0.1, bearing: 0.1, bracket: 0.2 } },
  }),
};

/** As the API lists them. */
export const SCENARIOS: readonly DemoScenario[] = Object.values(TIMELINES).map(({ keyframes: _, ...shown }) => shown);

/**
 * The conditions of a scenario at a picture, counted from 1. The same picture always has the same ones, whatever the rate
 * is and however often the line has run.
 */
export function knobsAt(scenario: ScenarioId, picture: number): SceneKnobs {
  const { keyframes } = TIMELINES[scenario];
  const next = keyframes.findIndex((keyframe) => keyframe.picture > picture);
  const before = keyframes.at(next === -1 ? -1 : Math.max(next - 1, 0)) as Keyframe;
  const after = keyframes[next] ?? before;
  const span = after.picture - before.picture;
  const share = span === 0 ? 0 : (picture - before.picture) / span;
  const knobs = between({ ...DEFAULT_KNOBS, ...before.knobs }, { ...DEFAULT_KNOBS, ...after.knobs }, share);
  const flicker = mean(before.flicker ?? 0, after.flicker ?? 0, share);
  return { ...knobs, light: knobs.light * (1 - flicker * unsteadiness(picture)) };
}

/** Index of the phase that a picture belongs to. */
export function phaseAt(scenario: ScenarioId, picture: number): number {
  const { phases } = TIMELINES[scenario];
  return phases.findLastIndex(({ from }, index) => index === 0 || from <= picture);
}

interface GoingBad extends Omit<DemoScenario, 'phases'>, Omit<Keyframe, 'picture'> {
  /** Labels of the two phases after the good one. */
  changing: string;
  bad: string;
  /** Pictures from the last good to the first that is as bad as it gets. */
  within: number;
}

function goingBad({ changing, bad, within, knobs, flicker = 0, ...named }: GoingBad): Timeline {
  const end = NORMAL_PICTURES + within;
  const phases: DemoPhase[] = [
    { from: 1, to: NORMAL_PICTURES, label: GOOD },
    { from: NORMAL_PICTURES + 1, to: end - 1, label: changing },
    { from: end, to: null, label: bad },
  ];
  return {
    ...named,
    phases,
    keyframes: [
      { picture: 1, knobs: {} },
      { picture: NORMAL_PICTURES, knobs: {} },
      { picture: end, knobs, flicker },
    ],
  };
}

const mean = (from: number, to: number, share: number) => from + (to - from) * share;

function between(from: SceneKnobs, to: SceneKnobs, share: number): SceneKnobs {
  const at = (knob: Exclude<keyof SceneKnobs, 'mix'>) => mean(from[knob], to[knob], share);
  const weight = (part: keyof SceneKnobs['mix']) => mean(from.mix[part], to.mix[part], share);
  return {
    light: at('light'),
    light_kelvin: at('light_kelvin'),
    focus: at('focus'),
    noise: at('noise'),
    belt_speed: at('belt_speed'),
    parts: at('parts'),
    mix: {
      bolt: weight('bolt'),
      nut: weight('nut'),
      washer: weight('washer'),
      gear: weight('gear'),
      bearing: weight('bearing'),
      bracket: weight('bracket'),
    },
    unknown_part: at('unknown_part'),
    tilt: at('tilt'),
    jpeg_quality: Math.round(at('jpeg_quality')),
  };
}

/** 0 to 1, the same for a picture each time. */
const unsteadiness = (picture: number) => scramble(picture) / 2 ** 32;
