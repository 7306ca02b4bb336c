import { describe, expect, test } from 'vitest';
import {
  ALL_MATCHING,
  extendTo,
  isEmpty,
  isSelected,
  NOTHING_SELECTED,
  type Selection,
  selectLoaded,
  toggle,
} from './selection.ts';

const ORDER = [9, 8, 7, 6, 5, 4];
const idsOf = (selection: Selection) => (selection.kind === 'some' ? [...selection.ids].sort() : selection.kind);

describe('selection', () => {
  test('begins empty and takes single results in and out', () => {
    expect(isEmpty(NOTHING_SELECTED)).toBe(true);
    const one = toggle(NOTHING_SELECTED, 7, ORDER);
    expect(idsOf(one)).toEqual([7]);
    expect(isSelected(one, 7)).toBe(true);
    expect(isEmpty(toggle(one, 7, ORDER))).toBe(true);
  });

  test('takes a range from the last toggled result, either way', () => {
    const one = toggle(NOTHING_SELECTED, 7, ORDER);
    expect(idsOf(extendTo(one, 5, ORDER))).toEqual([5, 6, 7]);
    expect(idsOf(extendTo(one, 9, ORDER))).toEqual([7, 8, 9]);
  });

  test('adds a second range from the same anchor', () => {
    const both = extendTo(extendTo(toggle(NOTHING_SELECTED, 7, ORDER), 5, ORDER), 8, ORDER);
    expect(idsOf(both)).toEqual([5, 6, 7, 8]);
  });

  test('begins a range at its end when there is no anchor in the list', () => {
    expect(idsOf(extendTo(NOTHING_SELECTED, 6, ORDER))).toEqual([6]);
    expect(idsOf(extendTo({ kind: 'some', ids: new Set([1]), anchor: 1 }, 6, ORDER))).toEqual([1, 6]);
  });

  test('takes all that are loaded', () => {
    expect(idsOf(selectLoaded(ORDER))).toEqual([...ORDER].sort());
    expect(isEmpty(selectLoaded([]))).toBe(true);
  });

  test('of all that match holds everything, and falls back to the loaded ones without one', () => {
    expect(isSelected(ALL_MATCHING, 123)).toBe(true);
    expect(isEmpty(ALL_MATCHING)).toBe(false);
    expect(extendTo(ALL_MATCHING, 5, ORDER)).toBe(ALL_MATCHING);
    expect(idsOf(toggle(ALL_MATCHING, 9, ORDER))).toEqual([4, 5, 6, 7, 8]);
  });
});
