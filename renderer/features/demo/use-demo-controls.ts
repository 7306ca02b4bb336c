import { useSyncExternalStore } from 'react';
import { DEFAULT_KNOBS } from '../../../native/contract/demo.ts';
import type { DemoStatus } from '../../../native/contract/http/demo.ts';
import { changeDemo, knobSender } from './demo-actions.ts';
import { nextStart, useChoice } from './demo-choice.ts';
import { isOn } from './demo-query.ts';
import { handBack, type ShownKnob, shownKnob, toChanges } from './knob-changes.ts';
import { KNOB_WORDS, type KnobPath } from './knob-words.ts';

const ALL = Object.keys(KNOB_WORDS) as KnobPath[];

/** The sliders of the line: where they stand, and what moving them does. */
export interface DemoControls {
  rate: number;
  setRate: (rate: number) => void;
  knob: (path: KnobPath) => ShownKnob;
  /** null hands it back to the scenario. */
  setKnob: (path: KnobPath, value: number | null) => void;
  /** How many the user has set. */
  setCount: number;
  handAllBack: () => void;
}

/**
 * While the line runs, sliders show what the console says, and ahead of it what is on its way there. While it stands still
 * they show what the next start begins with: the conditions as installed, and over them what is set.
 */
export function useDemoControls(status: DemoStatus): DemoControls {
  const sent = useSyncExternalStore(knobSender.subscribe, knobSender.get);
  const next = nextStart(useChoice(), status.run);
  const running = isOn(status) ? status.run : null;
  const onItsWay = running === null ? {} : sent;
  const knob = (path: KnobPath) =>
    running === null
      ? shownKnob(DEFAULT_KNOBS, next.knobs, {}, path)
      : shownKnob(running.knobs, running.set_knobs, onItsWay.knobs ?? {}, path);
  const set = ALL.filter((path) => knob(path).isSet);
  return {
    rate: onItsWay.rate ?? running?.rate ?? next.rate,
    setRate: (rate) => changeDemo({ rate }, status.run),
    knob,
    setKnob: (path, value) => changeDemo({ knobs: toChanges(path, value) }, status.run),
    setCount: set.length,
    handAllBack: () => changeDemo({ knobs: handBack(set) }, status.run),
  };
}
