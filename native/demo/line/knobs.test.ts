import { expect, it } from 'vitest';
import { DEFAULT_KNOBS } from '../../contract/demo.ts';
import { applyChanges, mergeChanges } from './knobs.ts';

it('what the user sets adds up, the later word winning, and what is left out stays', () => {
  const set = mergeChanges({ light: 0.5, mix: { bolt: 2 } }, { light: 0.7, focus: 1, mix: { nut: 0 } });
  expect(set).toEqual({ light: 0.7, focus: 1, mix: { bolt: 2, nut: 0 } });
  expect(mergeChanges(set, {})).toEqual(set);
});

it('null hands back a knob, a kind, or all kinds', () => {
  const set = { light: 0.5, focus: 2, mix: { bolt: 2, nut: 3 } };
  expect(mergeChanges(set, { light: null })).toEqual({ focus: 2, mix: { bolt: 2, nut: 3 } });
  expect(mergeChanges(set, { mix: { bolt: null } })).toEqual({ light: 0.5, focus: 2, mix: { nut: 3 } });
  expect(mergeChanges(set, { mix: { bolt: null, nut: null } })).toEqual({ light: 0.5, focus: 2 });
  expect(mergeChanges(set, { mix: null })).toEqual({ light: 0.5, focus: 2 });
});

it('what is set stands over the scenario, kind by kind', () => {
  const knobs = applyChanges({ ...DEFAULT_KNOBS, focus: 4 }, { light: 0.5, mix: { bolt: 0 } });
  expect(knobs).toEqual({ ...DEFAULT_KNOBS, focus: 4, light: 0.5, mix: { ...DEFAULT_KNOBS.mix, bolt: 0 } });
  expect(applyChanges(DEFAULT_KNOBS, {})).toEqual(DEFAULT_KNOBS);
});
