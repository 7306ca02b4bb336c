import { useSyncExternalStore } from 'react';
import { DEFAULT_RATE, type DemoRun, type KnobChanges, type ScenarioId } from '../../../native/contract/http/demo.ts';
import { mergeChanges, onlySet } from './knob-changes.ts';
import { KNOB_WORDS, type KnobPath } from './knob-words.ts';

/** What a new user is shown first: within a minute something goes wrong that Vigil is made to see. */
export const FIRST_SCENARIO: ScenarioId = 'failing_lamp';
const ALL_KNOBS = Object.keys(KNOB_WORDS) as KnobPath[];

/** What the user has chosen for the next start; null or absent where that is what the last run had. */
export interface DemoChoice {
  scenario: ScenarioId | null;
  rate: number | null;
  knobs: KnobChanges | null;
}

const UNCHOSEN: DemoChoice = { scenario: null, rate: null, knobs: null };
let choice = UNCHOSEN;
const listeners = new Set<() => void>();

function replace(next: DemoChoice): void {
  choice = next;
  for (const listener of listeners) listener();
}

export const getChoice = (): DemoChoice => choice;
export const choose = (change: Partial<DemoChoice>): void => replace({ ...choice, ...change });
export const forgetChoice = (): void => replace(UNCHOSEN);

export function useChoice(): DemoChoice {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => choice,
  );
}

/** What a start would begin with. */
export interface NextStart {
  scenario: ScenarioId;
  rate: number;
  knobs: KnobChanges;
}

/**
 * After a stop the next start goes on with what was set before, since that is what the sliders show. While the line runs,
 * a start is a change of scenario, which sets nothing over it.
 */
export function nextStart({ scenario, rate, knobs }: DemoChoice, run: DemoRun | null): NextStart {
  const isRunning = run !== null && run.ended_at === null;
  return {
    scenario: scenario ?? run?.scenario ?? FIRST_SCENARIO,
    rate: (isRunning ? null : rate) ?? run?.rate ?? DEFAULT_RATE,
    knobs: isRunning ? {} : onlySet(knobs ?? run?.set_knobs ?? {}, ALL_KNOBS),
  };
}

/** The choice with a change of rate or knobs of a line that does not run. */
export function chooseChange(change: { rate?: number; knobs?: KnobChanges }, run: DemoRun | null): void {
  const { rate, knobs } = nextStart(choice, run);
  const merged = mergeChanges({ rate, knobs }, change);
  choose({ rate: merged.rate ?? rate, knobs: merged.knobs ?? knobs });
}
