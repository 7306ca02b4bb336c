import { expect, it } from 'vitest';
import { RecentCount } from './recent-count.ts';

it('counts what happened over the last ten seconds and forgets the rest', () => {
  let now = 1_000_000;
  const images = new RecentCount(() => now);
  expect(images.perSecond()).toBe(0);
  for (let i = 0; i < 50; i++) {
    images.add();
    now += 100;
  }
  expect(images.perSecond()).toBe(5);
  now += 4_700;
  expect(images.perSecond()).toBe(5);
  now += 3_000;
  expect(images.perSecond()).toBeGreaterThan(1.9);
  expect(images.perSecond()).toBeLessThan(2.4);
  now += 10_000;
  expect(images.perSecond()).toBe(0);
  images.add();
  expect(images.perSecond()).toBe(0.1);
  now += 3_600_000;
  images.add();
  expect(images.perSecond()).toBe(0.1);
});
