import { describe, expect, it } from 'vitest';
import { formatFigure, formatP, formatShare, sortFeatures } from './feature-figures.ts';
import { featureName, methodName } from './feature-words.ts';

describe('figures', () => {
  it('give p-values three decimals and say where these end', () => {
    expect([0.0004, 0.05, 0.9996, 1, null].map(formatP)).toEqual(['< 0.001', '0.050', '1.000', '1.000', '–']);
  });
  it('have four digits, units where they need one, and a dash for what is missing', () => {
    expect([123.456, 0.000123456, 0, null].map(formatFigure)).toEqual(['123.5', '0.0001235', '0', '–']);
    expect(formatShare(0.625)).toBe('63 %');
  });
  it('name what is known, and what is not by itself', () => {
    expect(featureName('box_area')).toBe('Mean box area');
    expect(featureName('of_a_table')).toBe('of a table');
    expect(methodName('ks')).toBe('Kolmogorov-Smirnov');
  });
});

describe('order', () => {
  it('puts drift first, most on top, leaves the rest in place, and what has no verdict last', () => {
    const given = [
      { feature: 'a', drifted: false, score: 0.1 },
      { feature: 'b', drifted: null, score: null },
      { feature: 'c', drifted: true, score: 0.6 },
      { feature: 'd', drifted: false, score: 0.4 },
      { feature: 'e', drifted: true, score: 0.9 },
    ];
    expect(sortFeatures(given).map(({ feature }) => feature)).toEqual(['e', 'c', 'a', 'd', 'b']);
    expect(given.map(({ feature }) => feature)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
