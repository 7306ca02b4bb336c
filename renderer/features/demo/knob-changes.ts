import type { Part, SceneKnobs } from '../../../native/contract/demo.ts';
import type { DemoKnobsBody, KnobChanges } from '../../../native/contract/http/demo.ts';
import type { KnobPath } from './knob-words.ts';

type Mix = NonNullable<KnobChanges['mix']>;

const partOf = (path: KnobPath): Part | null => (path.startsWith('mix.') ? (path.slice(4) as Part) : null);
const plainOf = (path: KnobPath) => path as Exclude<keyof SceneKnobs, 'mix'>;

/** The change of one knob as the API takes it; null hands it back to the scenario. */
export function toChanges(path: KnobPath, value: number | null): KnobChanges {
  const part = partOf(path);
  return part === null ? { [plainOf(path)]: value } : { mix: { [part]: value } };
}

export function knobValue(knobs: SceneKnobs, path: KnobPath): number {
  const part = partOf(path);
  return part === null ? knobs[plainOf(path)] : knobs.mix[part];
}

/** What a change says of a knob: a value, null to hand it back, undefined when it says nothing. */
export function changeOf(changes: KnobChanges, path: KnobPath): number | null | undefined {
  const part = partOf(path);
  if (part === null) return changes[plainOf(path)];
  return changes.mix === null ? null : changes.mix?.[part];
}

function mergeMix(before: KnobChanges['mix'], after: KnobChanges['mix']): KnobChanges['mix'] {
  if (after === undefined) return before;
  if (after === null) return null;
  if (before === undefined) return after;
  // All kinds were handed back before: what comes after holds over that, kind by kind.
  const handedBack: Mix = { bolt: null, nut: null, washer: null, gear: null, bearing: null, bracket: null };
  return { ...(before === null ? handedBack : before), ...after };
}

/** Two changes as one: what the later says holds. */
export function mergeChanges(before: DemoKnobsBody, after: DemoKnobsBody): DemoKnobsBody {
  const mix = mergeMix(before.knobs?.mix, after.knobs?.mix);
  const knobs = { ...before.knobs, ...after.knobs, ...(mix !== undefined && { mix }) };
  return {
    ...before,
    ...after,
    ...((before.knobs !== undefined || after.knobs !== undefined) && { knobs }),
  };
}

/** Knobs that the user has set, without those that are handed back. */
export function setPaths(changes: KnobChanges, paths: readonly KnobPath[]): KnobPath[] {
  return paths.filter((path) => typeof changeOf(changes, path) === 'number');
}

/** What hands knobs back to the scenario. */
export const handBack = (paths: readonly KnobPath[]): KnobChanges => joined(paths, () => null);

/** `changes` without what hands back: what a start can be told. */
export const onlySet = (changes: KnobChanges, paths: readonly KnobPath[]): KnobChanges =>
  joined(setPaths(changes, paths), (path) => changeOf(changes, path) ?? null);

function joined(paths: readonly KnobPath[], valueFor: (path: KnobPath) => number | null): KnobChanges {
  return paths.reduce<KnobChanges>(
    (all, path) => mergeChanges({ knobs: all }, { knobs: toChanges(path, valueFor(path)) }).knobs ?? all,
    {},
  );
}

export interface ShownKnob {
  value: number;
  /** Set by the user, and so out of the scenario's hands. */
  isSet: boolean;
}

/** A knob as the page shows it: what the console said last, and over it what is still on its way there. */
export function shownKnob(knobs: SceneKnobs, set: KnobChanges, onItsWay: KnobChanges, path: KnobPath): ShownKnob {
  const change = changeOf(onItsWay, path);
  const known = changeOf(set, path);
  if (typeof change === 'number') return { value: change, isSet: true };
  const value = typeof known === 'number' && change === undefined ? known : knobValue(knobs, path);
  return { value, isSet: change === undefined && typeof known === 'number' };
}
