import { describe, expect, it } from 'vitest';
import { scaledBesselK } from './bessel.ts';
import { chiSquareQuantile, chiSquareUpperTail } from './chi-square.ts';
import { logGamma } from './gamma.ts';
import { kolmogorovUpperTail } from './kolmogorov.ts';
import { kolmogorovOneSample } from './kolmogorov-one-sample.ts';
import { normalUpperTail } from './normal.ts';
import { studentTwoSided } from './student-t.ts';

const near = (got: number, wanted: number, relative = 1e-12) =>
  expect(Math.abs(got - wanted) / Math.abs(wanted), `${got} is not ${wanted}`).toBeLessThan(relative);

describe('gamma function', () => {
  it('is the factorial at whole numbers and the root of pi at a half', () => {
    near(logGamma(5), Math.log(24));
    near(logGamma(21), Math.log(2_432_902_008_176_640_000));
    near(logGamma(0.5), Math.log(Math.PI) / 2);
  });
});

describe('chi-square distribution', () => {
  it.each([0.01, 1, 7, 60, 400])('has closed tails at %f for 2 and 4 degrees of freedom', (x) => {
    near(chiSquareUpperTail(x, 2), Math.exp(-x / 2));
    near(chiSquareUpperTail(x, 4), Math.exp(-x / 2) * (1 + x / 2));
  });

  it('is the square of a normal value for 1', () => {
    near(chiSquareUpperTail(3.84, 1), 2 * normalUpperTail(Math.sqrt(3.84)));
  });

  it('has quantiles that its tail gives back', () => {
    for (const dof of [1, 2, 5, 40])
      for (const p of [0.01, 0.5, 0.99]) {
        near(1 - chiSquareUpperTail(chiSquareQuantile(p, dof), dof), p, 1e-10);
      }
    near(chiSquareQuantile(0.99, 2), -2 * Math.log(0.01));
    expect(chiSquareQuantile(0.99, 0)).toBe(0);
  });
});

describe('normal distribution', () => {
  it('is symmetric and has the tails of the tables', () => {
    expect(normalUpperTail(0)).toBe(0.5);
    near(normalUpperTail(-1) + normalUpperTail(1), 1);
    near(normalUpperTail(1.959963984540054), 0.025);
    near(normalUpperTail(6), 9.865876450376946e-10, 1e-11);
  });
});

describe("Student's t", () => {
  it.each([0.3, 1, 4, 50])('has closed tails at %f for 1, 2 and 4 degrees of freedom', (t) => {
    near(studentTwoSided(t, 1), (2 / Math.PI) * Math.atan(1 / t));
    near(studentTwoSided(t, 2), 1 - t / Math.sqrt(2 + t * t), 1e-9);
    const root = t / Math.sqrt(4 + t * t);
    near(studentTwoSided(t, 4), 1 - 2 * (0.75 * root - 0.25 * root ** 3), 1e-7);
  });

  it('approaches the normal distribution', () => {
    near(studentTwoSided(2, 1e7), 2 * normalUpperTail(2), 1e-6);
  });
});

describe('modified Bessel function', () => {
  it.each([0.001, 0.3, 2, 700])('has its closed form for order one half at %f', (u) => {
    near(scaledBesselK(0.5, u), Math.sqrt(Math.PI / (2 * u)));
  });
});

describe("Kolmogorov's distribution", () => {
  it('has the points of the tables', () => {
    near(kolmogorovUpperTail(1.3580986393225505), 0.05, 1e-9);
    near(kolmogorovUpperTail(0.8275735551899077), 0.5, 1e-9);
    expect(kolmogorovUpperTail(0)).toBe(1);
  });

  it('has no step where one series takes over from the other', () => {
    near(kolmogorovUpperTail(1 - 1e-12), kolmogorovUpperTail(1 + 1e-12), 1e-10);
  });

  it('is known for one and for two values', () => {
    // One value u: D = max(u, 1 - u). Two values: P(D < d) = 2 (2d - 1/2)^2 for 1/4 <= d <= 1/2.
    expect(kolmogorovOneSample(1, 0.4)).toBe(1);
    near(kolmogorovOneSample(1, 0.7), 0.6);
    near(kolmogorovOneSample(2, 0.3), 1 - 2 * (2 * 0.3 - 0.5) ** 2);
    near(kolmogorovOneSample(2, 0.8), 2 * 0.2 ** 2);
  });

  it.each([
    [33, Math.sqrt(4 / 33)],
    [140, Math.sqrt(4 / 140)],
    [141, Math.sqrt(2.2 / 141)],
    [333, Math.sqrt(2.2 / 333)],
    [200, (1.4 / 200) ** (2 / 3)],
    [50, 0.5],
  ])('has no step of note between its methods for %i values at %f', (n, d) => {
    near(kolmogorovOneSample(n, d * (1 - 1e-9)), kolmogorovOneSample(n, d * (1 + 1e-9)), 5e-5);
  });

  it('approaches the limit for large samples', () => {
    near(kolmogorovOneSample(1_000_000, 0.0012), kolmogorovUpperTail(1.2), 2e-3);
  });
});
