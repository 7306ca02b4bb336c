import { expect, it } from 'vitest';
import { orderByScore } from './order.ts';

it('goes from the highest score down, equal ones in the order they came', () => {
  expect([...orderByScore(Float32Array.of(0.5, 0.9, 0.5, 1, 0, 0.001, 0.9))]).toEqual([3, 1, 6, 0, 2, 5, 4]);
  expect([...orderByScore(new Float32Array())]).toEqual([]);
});

it('orders many as a comparison would', () => {
  // A small linear congruential generator, so that a failure can be repeated.
  let state = 1;
  const scores = Float32Array.from({ length: 70_000 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  });
  const expected = [...scores.keys()].sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
  expect([...orderByScore(scores)]).toEqual(expected);
});

it('sorts a part of a longer list', () => {
  expect([...orderByScore(Float32Array.of(9, 0.1, 0.2, 9).subarray(1, 3))]).toEqual([1, 0]);
});
