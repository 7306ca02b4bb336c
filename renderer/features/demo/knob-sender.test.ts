import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DemoKnobsBody } from '../../../native/contract/http/demo.ts';
import { KnobSender } from './knob-sender.ts';

let answers: PromiseWithResolvers<void>[];
let onFailure: ReturnType<typeof vi.fn<(error: unknown) => void>>;
let send: ReturnType<typeof vi.fn<(body: DemoKnobsBody) => Promise<void>>>;
let sender: KnobSender;

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  onFailure = vi.fn<(error: unknown) => void>();
  send = vi.fn<(body: DemoKnobsBody) => Promise<void>>(() => {
    const answer = Promise.withResolvers<void>();
    answers.push(answer);
    return answer.promise;
  });
  sender = new KnobSender({ send, onFailure });
});
afterEach(() => vi.useRealTimers());

const settle = async (at: number, ms = 0) => {
  answers[at]?.resolve();
  await vi.advanceTimersByTimeAsync(ms);
};
const sent = () => send.mock.calls.map(([body]) => body);

describe('changes of knobs', () => {
  it('go at once when nothing is under way', () => {
    sender.change({ knobs: { light: 0.5 } });
    expect(sent()).toEqual([{ knobs: { light: 0.5 } }]);
  });

  it('of a dragged slider go as one, the last value always, and never two requests at a time', async () => {
    for (let step = 0; step < 40; step++) sender.change({ knobs: { light: step / 100 } });
    expect(send).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(send).toHaveBeenCalledTimes(1);
    await settle(0, 1);
    expect(sent()).toEqual([{ knobs: { light: 0 } }, { knobs: { light: 0.39 } }]);
    await settle(1, 1_000);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('wait until 150 ms have passed since the last request', async () => {
    sender.change({ rate: 1 });
    await settle(0);
    sender.change({ rate: 2 });
    await vi.advanceTimersByTimeAsync(149);
    expect(send).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent()).toEqual([{ rate: 1 }, { rate: 2 }]);
  });

  it('are known as on their way until they are answered', async () => {
    const told = vi.fn();
    sender.subscribe(told);
    sender.change({ knobs: { light: 0.5 } });
    sender.change({ knobs: { focus: 2 } });
    expect(sender.get()).toEqual({ knobs: { light: 0.5, focus: 2 } });
    await settle(0);
    expect(sender.get()).toEqual({ knobs: { focus: 2 } });
    await settle(1, 150);
    await settle(1);
    expect(sender.get()).toEqual({});
    expect(sender.get()).toBe(sender.get());
    expect(told).toHaveBeenCalled();
  });

  it('that the console refuses are told and given up, and later ones go', async () => {
    sender.change({ rate: 1 });
    answers[0]?.reject(new Error('no'));
    await vi.advanceTimersByTimeAsync(200);
    expect(onFailure).toHaveBeenCalledExactlyOnceWith(new Error('no'));
    expect(sender.get()).toEqual({});
    sender.change({ rate: 2 });
    expect(sent().at(-1)).toEqual({ rate: 2 });
  });

  it('that were not sent yet are forgotten when the line starts anew', async () => {
    sender.change({ rate: 1 });
    sender.change({ rate: 2 });
    sender.drop();
    await settle(0, 1_000);
    expect(sent()).toEqual([{ rate: 1 }]);
  });
});
