import { describe, expect, it } from 'vitest';
import { passedOf, picturesOf, placeOf, segmentsOf } from './timeline.ts';

const good = { from: 1, to: 150, label: 'Good' };
const changing = { from: 151, to: 210, label: 'Changing' };
const bad = { from: 211, to: null, label: 'Bad' };
const phases = [good, changing, bad];

describe('the bar of a scenario', () => {
  it('is filled by its phases without gaps', () => {
    const segments = segmentsOf(phases);
    let end = 0;
    for (const { from, share } of segments) {
      expect(from).toBeCloseTo(end, 12);
      end = from + share;
    }
    expect(end).toBeCloseTo(1, 12);
    expect(segments.map(({ isOpen }) => isOpen)).toEqual([false, false, true]);
    expect(segments[0]?.share).toBeGreaterThan(segments[1]?.share as number);
  });

  it('is one segment where the scenario has one phase, open or not', () => {
    expect(segmentsOf([{ from: 1, to: null, label: '' }])).toEqual([{ from: 0, share: 1, isOpen: true }]);
    expect(segmentsOf([good])).toEqual([{ from: 0, share: 1, isOpen: false }]);
  });
});

describe('the place of a picture', () => {
  it('moves on with every picture, over the ends of phases too, and never beyond the bar', () => {
    let before = 0;
    for (const picture of [1, 75, 150, 151, 210, 211, 300, 10_000, 1_000_000]) {
      const place = placeOf(phases, picture);
      expect(place).toBeGreaterThan(before);
      before = place;
    }
    expect(before).toBeLessThan(1);
  });

  it('is the end of a phase at its last picture', () => {
    expect(placeOf(phases, 150)).toBeCloseTo(segmentsOf(phases)[1]?.from as number, 12);
  });

  it('is the beginning before the first picture', () => {
    expect(placeOf(phases, 0)).toBe(0);
  });
});

it('a phase lies behind in full, in part, or not at all', () => {
  expect([passedOf(good, 300), passedOf(good, 75), passedOf(changing, 150)]).toEqual([1, 0.5, 0]);
  expect(passedOf(bad, 310)).toBe(0.5);
});

it('says which pictures a phase has', () => {
  expect(phases.map(picturesOf)).toEqual(['1 to 150', '151 to 210', 'from 211 on']);
});
