import { describe, expect, it } from 'vitest';
import { sparklinePath } from './sparkline-path.ts';

const frame = { low: 0, high: 1, width: 100, height: 20 };

describe('a sparkline', () => {
  it('goes from the left to the right edge, high values at the top', () => {
    expect(sparklinePath([0, 0.5, 1], frame)).toBe('M0.0 20.0L50.0 10.0L100.0 0.0');
  });

  it('leaves a gap where there is no value, and shows one between gaps as a dot', () => {
    expect(sparklinePath([0, null, 1, null, 0], frame)).toBe('M0.0 20.0h0.1M50.0 0.0h0.1M100.0 20.0h0.1');
  });

  it('keeps what lies beyond its limits inside', () => {
    expect(sparklinePath([-1, 2], frame)).toBe('M0.0 20.0L100.0 0.0');
  });

  it('is empty without values and flat where the limits are one', () => {
    expect(sparklinePath([], frame)).toBe('');
    expect(sparklinePath([3, 3], { ...frame, low: 3, high: 3 })).toBe('M0.0 20.0L100.0 20.0');
  });
});
