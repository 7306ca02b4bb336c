import { describe, expect, it } from 'vitest';
import { DEFAULT_KNOBS } from '../../../native/contract/demo.ts';
import { DemoKnobsBody } from '../../../native/contract/http/demo.ts';
import { handBack, mergeChanges, onlySet, setPaths, shownKnob, toChanges } from './knob-changes.ts';
import { KNOB_WORDS, type KnobPath } from './knob-words.ts';

const ALL = Object.keys(KNOB_WORDS) as KnobPath[];

describe('two changes as one', () => {
  it('keep what the later does not speak of', () => {
    expect(mergeChanges({ rate: 4, knobs: { light: 0.5 } }, { knobs: { focus: 2 } })).toEqual({
      rate: 4,
      knobs: { light: 0.5, focus: 2 },
    });
    expect(mergeChanges({ rate: 4 }, { rate: 8 })).toEqual({ rate: 8 });
  });

  it('have the later value, also where it hands back', () => {
    expect(mergeChanges({ knobs: { light: 0.5 } }, { knobs: { light: null } })).toEqual({ knobs: { light: null } });
  });

  it('join the weights kind by kind', () => {
    const bolts = { knobs: toChanges('mix.bolt', 5) };
    expect(mergeChanges(bolts, { knobs: toChanges('mix.nut', 2) })).toEqual({ knobs: { mix: { bolt: 5, nut: 2 } } });
    expect(mergeChanges(bolts, { knobs: { mix: null } })).toEqual({ knobs: { mix: null } });
    expect(mergeChanges({ knobs: { mix: null } }, bolts).knobs?.mix).toMatchObject({ bolt: 5, nut: null });
  });

  it('are what the console takes', () => {
    const both = mergeChanges({ knobs: { mix: null } }, { rate: 2, knobs: toChanges('mix.gear', 3) });
    expect(DemoKnobsBody.parse(both)).toEqual(both);
  });
});

describe('what the user has set', () => {
  const set = { light: 0.4, focus: null, mix: { bolt: 5, nut: null } };

  it('is told from what is handed back', () => {
    expect(setPaths(set, ALL)).toEqual(['light', 'mix.bolt']);
    expect(onlySet(set, ALL)).toEqual({ light: 0.4, mix: { bolt: 5 } });
  });

  it('is handed back whole', () => {
    expect(handBack(setPaths(set, ALL))).toEqual({ light: null, mix: { bolt: null } });
    expect(handBack(['mix.bolt', 'mix.gear'])).toEqual({ mix: { bolt: null, gear: null } });
    expect(handBack([])).toEqual({});
  });
});

describe('a knob as it is shown', () => {
  const knobs = { ...DEFAULT_KNOBS, light: 0.5, mix: { ...DEFAULT_KNOBS.mix, bolt: 3 } };

  it('is the scenario’s where nobody has set it', () => {
    expect(shownKnob(knobs, {}, {}, 'light')).toEqual({ value: 0.5, isSet: false });
    expect(shownKnob(knobs, {}, {}, 'mix.bolt')).toEqual({ value: 3, isSet: false });
  });

  it('is what was set, and before that what is on its way', () => {
    expect(shownKnob(knobs, { light: 0.7 }, {}, 'light')).toEqual({ value: 0.7, isSet: true });
    expect(shownKnob(knobs, { light: 0.7 }, { light: 0.9 }, 'light')).toEqual({ value: 0.9, isSet: true });
    expect(shownKnob(knobs, {}, { mix: { bolt: 8 } }, 'mix.bolt')).toEqual({ value: 8, isSet: true });
  });

  it('is no longer set as soon as it is being handed back', () => {
    expect(shownKnob(knobs, { light: 0.5 }, { light: null }, 'light').isSet).toBe(false);
    expect(shownKnob(knobs, { mix: { bolt: 3 } }, { mix: null }, 'mix.bolt').isSet).toBe(false);
  });
});
