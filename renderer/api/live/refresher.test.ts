import type { QueryKey } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refresher } from './refresher.ts';

let asked: string[];
let answers: ((isFresh: boolean) => void)[];
let isHidden: boolean;
let answersAtOnce: boolean;
let refresher: Refresher;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  [asked, answers, isHidden, answersAtOnce] = [[], [], false, true];
  refresher = new Refresher(
    (queryKey: QueryKey) => {
      asked.push(queryKey.join('/'));
      return answersAtOnce ? Promise.resolve(true) : new Promise<boolean>((resolve) => answers.push(resolve));
    },
    () => isHidden,
  );
});
afterEach(() => vi.useRealTimers());

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const latest = { queryKey: ['history', 'latest'], on: ['inference', 'history'], everyMs: 1_000 } as const;

describe('Refresher', () => {
  it('asks at once, then at the pace of who shows it, and once more after the last event', async () => {
    refresher.watch(latest);
    refresher.changed(['inference']);
    await pass(0);
    expect(asked).toHaveLength(1);
    for (let n = 0; n < 40; n++) {
      await pass(50);
      refresher.changed(['inference']);
    }
    expect(asked).toHaveLength(3);
    await pass(5_000);
    expect(asked).toHaveLength(4);
    await pass(60_000);
    expect(asked).toHaveLength(4);
  });

  it('asks for what somebody shows and an event has changed, and for nothing else', async () => {
    const leave = refresher.watch(latest);
    refresher.watch({ queryKey: ['models'], on: ['model'], everyMs: 1_000 });
    refresher.changed(['drift', 'inference']);
    await pass(0);
    expect(asked).toEqual(['history/latest']);
    leave();
    refresher.changed(['inference', 'model']);
    await pass(5_000);
    expect(asked).toEqual(['history/latest', 'models']);
  });

  it('takes the fastest of those who show the same, for the events that each is about', async () => {
    refresher.watch({ queryKey: ['drift'], on: ['drift'], everyMs: 10_000 });
    refresher.watch({ queryKey: ['drift'], on: ['inference'], everyMs: 2_000 });
    refresher.changed(['drift']);
    await pass(0);
    refresher.changed(['drift']);
    await pass(9_000);
    expect(asked).toHaveLength(1);
    refresher.changed(['inference']);
    await pass(0);
    expect(asked).toHaveLength(2);
  });

  it('asks at most twice a second, whatever pace is wanted', async () => {
    refresher.watch({ ...latest, everyMs: 10 });
    for (let n = 0; n < 100; n++) {
      refresher.changed(['inference']);
      refresher.all();
      await pass(20);
    }
    expect(asked.length).toBeLessThanOrEqual(5);
  });

  it('waits for the answer under way and asks once more, so that neither is lost', async () => {
    answersAtOnce = false;
    refresher.watch(latest);
    refresher.changed(['inference']);
    await pass(0);
    refresher.changed(['inference']);
    await pass(10_000);
    expect(asked).toHaveLength(1);
    answers[0]?.(true);
    await pass(1_000);
    expect(asked).toHaveLength(2);
  });

  it('asks once more where the answer may be of before the event', async () => {
    answersAtOnce = false;
    refresher.watch(latest);
    refresher.changed(['inference']);
    await pass(0);
    answers[0]?.(false);
    await pass(1_000);
    expect(asked).toHaveLength(2);
    answers[1]?.(true);
    await pass(10_000);
    expect(asked).toHaveLength(2);
  });

  it('asks for nothing while the page is hidden, and once for what was missed when it is seen', async () => {
    refresher.watch(latest);
    refresher.changed(['inference']);
    isHidden = true;
    for (let n = 0; n < 10; n++) {
      refresher.changed(['inference']);
      refresher.all();
      await pass(1_000);
    }
    expect(asked).toEqual([]);
    isHidden = false;
    refresher.seen();
    await pass(10_000);
    expect(asked).toHaveLength(1);
  });
});
