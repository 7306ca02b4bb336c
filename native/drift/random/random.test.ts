import { describe, expect, it } from 'vitest';
import { chiSquareUpperTail } from '../special/chi-square.ts';
import { identityOrder, Random, seedOf } from './random.ts';

describe('random numbers', () => {
  it('are the same for the same seed only', () => {
    const stream = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 20 }, () => random.next());
    };
    expect(stream(7)).toEqual(stream(7));
    expect(stream(7)).not.toEqual(stream(8));
    expect(seedOf('a', 1)).not.toBe(seedOf('a1'));
  });

  it('draw every member equally often', () => {
    const random = new Random(3);
    const order = identityOrder(12);
    const counts = new Array<number>(12).fill(0);
    const rounds = 6_000;
    for (let round = 0; round < rounds; round++) {
      random.drawGroup(order, 4);
      for (let k = 0; k < 4; k++) counts[order[k] as number] = (counts[order[k] as number] as number) + 1;
    }
    expect([...order].sort((a, b) => a - b)).toEqual([...identityOrder(12)]);
    const expected = (rounds * 4) / 12;
    // Each count has variance rounds p (1 - p); the counts add up, so 11 are free.
    const statistic =
      counts.reduce((sum, count) => sum + (count - expected) ** 2 / (expected * (8 / 12)), 0) * (11 / 12);
    expect(chiSquareUpperTail(statistic, 11)).toBeGreaterThan(0.001);
  });

  it('go on where a group was drawn as if they had been drawn one by one', () => {
    const [grouped, single] = [new Random(5), new Random(5)];
    grouped.drawGroup(identityOrder(9), 3);
    for (let k = 0; k < 3; k++) single.next();
    expect(grouped.next()).toBe(single.next());
  });

  it('stay within their limits', () => {
    const random = new Random(11);
    for (let k = 0; k < 2_000; k++) {
      expect(random.below(3)).toBeLessThan(3);
      expect(random.uniform()).toBeLessThan(1);
      expect(random.uniform()).toBeGreaterThanOrEqual(0);
    }
  });
});
