import { describe, expect, it } from 'vitest';
import { fitInto, ThumbnailCache } from './thumbnail-cache.ts';

const file = (name: string) => new File([], name);

function controlled() {
  const started: string[] = [];
  const finish: (() => void)[] = [];
  const closed: string[] = [];
  const cache = new ThumbnailCache(({ file: { name }, width, height }) => {
    started.push(name);
    return new Promise((resolve, reject) => {
      finish.push(() =>
        name === 'broken'
          ? reject(new DOMException('no', 'InvalidStateError'))
          : resolve({ width, height, close: () => closed.push(name) }),
      );
    });
  });
  return { cache, started, finish, closed };
}

const get = (cache: ThumbnailCache, of: File) => cache.get({ file: of, width: 10, height: 10 });
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('ThumbnailCache', () => {
  it('makes two at once, and the latest wish next', async () => {
    const { cache, started, finish } = controlled();
    for (const name of ['a', 'b', 'c', 'd']) void get(cache, file(name));
    expect(started).toEqual(['a', 'b']);
    finish[0]?.();
    await settled();
    expect(started).toEqual(['a', 'b', 'd']);
  });

  it('makes each picture once and goes on after one that is broken', async () => {
    const { cache, started, finish } = controlled();
    const broken = file('broken');
    const first = get(cache, broken);
    expect(get(cache, broken)).toBe(first);
    finish[0]?.();
    await expect(first).rejects.toThrow();
    const good = get(cache, file('good'));
    finish[1]?.();
    expect((await good).width).toBe(10);
    expect(started).toEqual(['broken', 'good']);
  });

  it('releases the least recently used', async () => {
    const { cache, finish, closed } = controlled();
    const first = file('0');
    void get(cache, first);
    for (let at = 1; at <= 300; at++) {
      void get(cache, file(String(at)));
      void get(cache, first);
    }
    for (let at = 0; at <= 300; at++) {
      finish[at]?.();
      await settled();
    }
    expect(closed).toEqual(['1']);
  });
});

describe('fitInto', () => {
  it('keeps the shape, never enlarges and never vanishes', () => {
    const frame = { width: 104, height: 64 };
    expect(fitInto({ width: 6000, height: 2 }, frame)).toEqual({ width: 104, height: 1 });
    expect(fitInto({ width: 3, height: 5000 }, frame)).toEqual({ width: 1, height: 64 });
    expect(fitInto({ width: 20, height: 10 }, frame)).toEqual({ width: 20, height: 10 });
  });
});
