import { describe, expect, it } from 'vitest';
import { Ring } from './ring.ts';

describe('Ring', () => {
  const filled = (count: number) => {
    const ring = new Ring('ab12', 3);
    for (let n = 1; n <= count; n++) ring.add((id) => `${id};`);
    return ring;
  };

  it('numbers events and tells what came after one of them', () => {
    const ring = filled(3);
    expect(ring.lastId).toBe('ab12-3');
    expect(ring.since('ab12-1')).toEqual({ frames: ['ab12-2;', 'ab12-3;'] });
    expect(ring.since('ab12-3')).toEqual({ frames: [] });
    expect(ring.since('ab12-0')).toEqual({ frames: ['ab12-1;', 'ab12-2;', 'ab12-3;'] });
  });

  it('says so where the oldest are not kept any more', () => {
    const ring = filled(5);
    expect(ring.since('ab12-2')).toEqual({ frames: ['ab12-3;', 'ab12-4;', 'ab12-5;'] });
    expect(ring.since('ab12-1')).toEqual({ reset: 'too_old' });
  });

  it('knows the ids of another run, and those that it never gave', () => {
    const ring = filled(2);
    expect(ring.since('ab13-2')).toEqual({ reset: 'another_run' });
    for (const id of ['ab12-3', '', 'ab12', 'ab12-', 'ab12--1', '<script>', `ab12-${'9'.repeat(20)}`]) {
      expect(ring.since(id), id).toEqual({ reset: 'unknown_id' });
    }
  });
});
