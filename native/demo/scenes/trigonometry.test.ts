import { expect, it } from 'vitest';
import { angleOf, cosine, sine } from './trigonometry.ts';

it('agrees with Math', () => {
  for (let angle = -20; angle <= 20; angle += 0.037) {
    expect(sine(angle)).toBeCloseTo(Math.sin(angle), 6);
    expect(cosine(angle)).toBeCloseTo(Math.cos(angle), 6);
    const [x, y] = [3 * Math.cos(angle), 3 * Math.sin(angle)];
    expect(Math.abs(angleOf(x, y) - Math.atan2(y, x))).toBeLessThan(2e-5);
  }
  expect(angleOf(0, 0)).toBe(0);
});
