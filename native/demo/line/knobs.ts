import type { SceneKnobs } from '../../contract/demo.ts';
import type { KnobChanges } from '../../contract/http/demo.ts';

/** What the user has set after another change: null takes a knob out of it, what the change leaves out stays. */
export function mergeChanges(set: KnobChanges, change: KnobChanges): KnobChanges {
  const { mix: setMix, ...setRest } = set;
  const { mix, ...rest } = change;
  const merged = withoutNull({ ...setRest, ...rest });
  const mergedMix = mix === null ? {} : withoutNull({ ...setMix, ...mix });
  return Object.keys(mergedMix).length === 0 ? merged : { ...merged, mix: mergedMix };
}

/** The scenario's conditions with what the user has set over them. */
export function applyChanges(knobs: SceneKnobs, set: KnobChanges): SceneKnobs {
  const { mix, ...rest } = withoutNull(set);
  return { ...knobs, ...rest, mix: { ...knobs.mix, ...(mix && withoutNull(mix)) } };
}

type WithoutNull<Changes> = { [Knob in keyof Changes]: Exclude<Changes[Knob], null | undefined> };

function withoutNull<Changes extends object>(changes: Changes): WithoutNull<Changes> {
  const set = Object.entries(changes).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(set) as WithoutNull<Changes>;
}
