import { describe, expect, it } from 'vitest';
import { PARTS } from '../../native/contract/demo.ts';
import { classColour, inkOn } from './class-colours.ts';

describe('the colour of a class', () => {
  it('is the same each time', () => {
    expect(classColour('person')).toBe(classColour('person'));
  });

  it('tells the parts of the demo line apart', () => {
    expect(new Set(PARTS.map(classColour)).size).toBe(PARTS.length);
  });

  it('uses the whole palette', () => {
    const names = Array.from({ length: 80 }, (_, at) => `class_${at}`);
    expect(new Set(names.map(classColour)).size).toBe(8);
  });
});

it.each([
  ['#f0e442', '#000000'],
  ['#0072b2', '#ffffff'],
])('on %s one writes in %s', (colour, ink) => {
  expect(inkOn(colour)).toBe(ink);
});
