import { describe, expect, it } from 'vitest';
import { BoundedQueue } from './queue.ts';

describe('bounded queue', () => {
  it('is first in, first out', () => {
    const queue = new BoundedQueue<string>(3);
    for (const item of ['a', 'b', 'c']) queue.push(item);
    expect([queue.first(), queue.shift(), queue.shift(), queue.shift(), queue.shift()]).toEqual([
      'a',
      'a',
      'b',
      'c',
      undefined,
    ]);
  });

  it('refuses beyond its bound and says how many wait', () => {
    const queue = new BoundedQueue<number>(2);
    queue.push(1);
    queue.push(2);
    expect(() => queue.push(3)).toThrow(expect.objectContaining({ code: 'queue_full' }));
    expect(() => queue.push(3)).toThrow(/^2 images are waiting/);
    expect(queue.drain()).toEqual([1, 2]);
    queue.push(3);
    expect(queue.length).toBe(1);
  });

  it('takes back what had its turn, in order and beyond the bound', () => {
    const queue = new BoundedQueue<number>(1);
    queue.push(3);
    queue.putBack([1, 2]);
    expect(queue.drain()).toEqual([1, 2, 3]);
  });

  it('forgets what is removed', () => {
    const queue = new BoundedQueue<number>(3);
    for (const item of [1, 2, 3]) queue.push(item);
    queue.remove(2);
    queue.remove(7);
    expect(queue.drain()).toEqual([1, 3]);
  });

  it('gives out what is in the background only when nothing else waits, and does not count it', () => {
    const queue = new BoundedQueue<string>(2, (item) => item.startsWith('later'));
    for (const item of ['later 1', 'a', 'later 2', 'b']) queue.push(item);
    expect(queue.length).toBe(2);
    expect(() => queue.push('c')).toThrow(/2 images are waiting/);
    expect(() => queue.push('later 3')).toThrow(/2 images are waiting/);
    queue.remove('later 2');
    queue.putBack(['later 0', 'z']);
    const order = Array.from({ length: 5 }, () => [queue.first(), queue.shift()]);
    expect(order.map(([first, shifted]) => (first === shifted ? first : null))).toEqual([
      'z',
      'a',
      'b',
      'later 0',
      'later 1',
    ]);
    queue.push('later 4');
    queue.push('d');
    expect(queue.drain()).toEqual(['d', 'later 4']);
    expect(queue.first()).toBeUndefined();
  });
});
