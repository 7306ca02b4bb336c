import type { Part, SceneKnobs } from '../../../native/contract/demo.ts';
import type { KnobScale } from './knob-scale.ts';

/** One slider: a knob of the scene, or the weight of one kind of part. */
export type KnobPath = Exclude<keyof SceneKnobs, 'mix'> | `mix.${Part}`;

export interface KnobWords {
  label: string;
  /** What it changes in the picture. */
  does: string;
  scale: KnobScale;
  /** How many of what is shown are one of what the console is told: 100 where a share is shown in per cent. */
  shownPer: number;
  decimals: number;
  /** Behind the number; empty where it has none. */
  unit: string;
  /** What the slider's way looks like. */
  way?: 'brightness' | 'colour';
}

const plain = { shownPer: 1, decimals: 0, unit: '' } as const;
const WEIGHTS: KnobScale = { kind: 'stops', stops: [0, 0.1, 0.2, 0.5, 1, 2, 3, 4, 5, 6, 8, 10, 20, 50, 100] };

const weight = (label: string): KnobWords => ({
  ...plain,
  label,
  does: 'How often it comes, against the weights of the others',
  scale: WEIGHTS,
  decimals: 1,
});

export const KNOB_WORDS: Readonly<Record<KnobPath, KnobWords>> = {
  light: {
    ...plain,
    label: 'Light',
    does: '1 is the lamp as installed',
    scale: { kind: 'steps', min: 0.02, max: 3, step: 0.02 },
    decimals: 2,
    unit: '×',
    way: 'brightness',
  },
  light_kelvin: {
    ...plain,
    label: 'Colour of the light',
    does: 'Low is warm, high is cold; the camera was balanced at 5500 K',
    scale: { kind: 'steps', min: 2_000, max: 12_000, step: 100 },
    unit: 'K',
    way: 'colour',
  },
  focus: {
    ...plain,
    label: 'Blur of the lens',
    does: '0 is sharp; the width of the blur in pixels',
    scale: { kind: 'steps', min: 0, max: 10, step: 0.1 },
    decimals: 1,
    unit: 'px',
  },
  noise: {
    ...plain,
    label: 'Noise of the sensor',
    does: 'In grey levels of 255',
    scale: { kind: 'steps', min: 0, max: 60, step: 1 },
    decimals: 1,
  },
  tilt: {
    ...plain,
    label: 'Tilt of the camera',
    does: '0 looks straight down',
    scale: { kind: 'steps', min: -30, max: 30, step: 1 },
    decimals: 1,
    unit: '°',
  },
  jpeg_quality: {
    ...plain,
    label: 'JPEG quality',
    does: 'What the camera sends: 100 is the best, 10 the smallest file',
    scale: { kind: 'steps', min: 10, max: 100, step: 1 },
  },
  belt_speed: {
    ...plain,
    label: 'Speed of the belt',
    does: 'Pixels it moves while the shutter is open',
    scale: { kind: 'steps', min: 0, max: 60, step: 1 },
    decimals: 1,
    unit: 'px',
  },
  parts: {
    ...plain,
    label: 'Parts in a picture',
    does: 'Their mean number',
    scale: { kind: 'steps', min: 0, max: 24, step: 1 },
    decimals: 1,
  },
  unknown_part: {
    label: 'Unknown part',
    does: 'Share of parts of a seventh kind, which the starter model never saw',
    scale: { kind: 'steps', min: 0, max: 1, step: 0.01 },
    shownPer: 100,
    decimals: 0,
    unit: '%',
  },
  'mix.bolt': weight('Bolts'),
  'mix.nut': weight('Nuts'),
  'mix.washer': weight('Washers'),
  'mix.gear': weight('Gears'),
  'mix.bearing': weight('Bearings'),
  'mix.bracket': weight('Brackets'),
};

export interface KnobGroup {
  title: string;
  knobs: readonly KnobPath[];
}

export const KNOB_GROUPS: readonly KnobGroup[] = [
  { title: 'Lamp and camera', knobs: ['light', 'light_kelvin', 'focus', 'noise', 'tilt', 'jpeg_quality'] },
  { title: 'Belt', knobs: ['belt_speed', 'parts', 'unknown_part'] },
  { title: 'Mix of parts', knobs: ['mix.bolt', 'mix.nut', 'mix.washer', 'mix.gear', 'mix.bearing', 'mix.bracket'] },
];

/** Those that show most in a small place. */
export const QUICK_KNOBS: readonly KnobPath[] = ['light', 'focus', 'belt_speed', 'parts', 'unknown_part'];

/** Pictures per second. */
export const RATE_SCALE: KnobScale = {
  kind: 'stops',
  stops: [0.1, 0.2, 0.5, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30],
};

/** As it is shown: "0.40 ×", "12 %". */
export function formatKnob({ shownPer, decimals, unit }: KnobWords, value: number): string {
  const figure = (value * shownPer).toFixed(decimals);
  return unit === '' ? figure : unit === '°' ? `${figure}°` : `${figure} ${unit}`;
}
