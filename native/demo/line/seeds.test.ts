import { expect, it } from 'vitest';
import { sceneSeedRule } from '../scenes/seeds.ts';
import { pictureSeed, scramble } from './seeds.ts';

it('gives each picture of each run a seed of its own, the same each time', () => {
  const seeds = [0, 1, 2, 0xffff_ffff].flatMap((run) =>
    Array.from({ length: 500 }, (_, at) => pictureSeed(run, at + 1)),
  );
  expect(new Set(seeds).size).toBe(2_000);
  for (const seed of seeds) expect(Number.isInteger(seed) && sceneSeedRule(seed)).toBe('never trained on');
  expect(pictureSeed(7, 1)).toBe(pictureSeed(7, 1));
});

it('is the finaliser of MurmurHash3', () => {
  // fmix32 of the reference implementation.
  expect(scramble(0)).toBe(0);
  expect(scramble(1)).toBe(0x514e_28b7);
});
