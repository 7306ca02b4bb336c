import { describe, expect, it } from 'vitest';
import { inOrder } from './in-order.ts';

async function collect<T>(results: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const result of results) all.push(result);
  return all;
}

describe('work in order', () => {
  it('yields in the order of the inputs, whichever ends first', async () => {
    const waiting = new Map<number, () => void>();
    const work = (input: number) => new Promise<number>((resolve) => waiting.set(input, () => resolve(input * 10)));
    const results = collect(inOrder([1, 2, 3, 4], 4, work));
    for (const input of [3, 1, 4, 2]) {
      await expect.poll(() => waiting.has(input)).toBe(true);
      waiting.get(input)?.();
    }
    expect(await results).toEqual([10, 20, 30, 40]);
  });

  it('works on as many as it may, also behind a slow one, and never on more', async () => {
    const slow = Promise.withResolvers<void>();
    let underWay = 0;
    let most = 0;
    let done = 0;
    const work = async (input: number) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await (input === 0 ? slow.promise : Promise.resolve());
      underWay -= 1;
      done += 1;
      return input;
    };
    const inputs = Array.from({ length: 50 }, (_, input) => input);
    const results = collect(inOrder(inputs, 3, work));
    await expect.poll(() => done).toBe(49);
    slow.resolve();
    expect(await results).toEqual(inputs);
    expect(most).toBe(3);
  });

  it('is done at once with nothing', async () => {
    expect(await collect(inOrder([], 4, async () => 1))).toEqual([]);
  });
});
