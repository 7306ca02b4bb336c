import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { VigilError } from '../../contract/errors.ts';
import { ACTIVE, CARD } from '../http/testing/scripted-detection.ts';
import { scriptedJob } from './testing/detection.ts';
import { Ticket } from './ticket.ts';

const TIMEOUT_MS = 1_000;
const taker = () => ({ model: CARD, provider: ACTIVE.provider, cancel: vi.fn() });
const ticket = (background: boolean) => new Ticket(scriptedJob({}, { background }), TIMEOUT_MS, () => {});

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('of the background has its time-out only while a detector has it', async () => {
  const waiting = ticket(true);
  vi.advanceTimersByTime(TIMEOUT_MS * 100);
  expect(waiting.isSettled).toBe(false);
  waiting.takenBy(taker());
  vi.advanceTimersByTime(TIMEOUT_MS - 1);
  // Its process died; it waits again, however long.
  waiting.returned();
  vi.advanceTimersByTime(TIMEOUT_MS * 100);
  expect(waiting.isSettled).toBe(false);
  const again = taker();
  waiting.takenBy(again);
  vi.advanceTimersByTime(TIMEOUT_MS);
  await expect(waiting.outcome).rejects.toThrow(/was not finished after 1 s/);
  expect(again.cancel).toHaveBeenCalledOnce();
});

it('of a caller who waits has it for all of the time', async () => {
  const waiting = ticket(false);
  vi.advanceTimersByTime(TIMEOUT_MS - 1);
  expect(waiting.isSettled).toBe(false);
  vi.advanceTimersByTime(1);
  await expect(waiting.outcome).rejects.toThrow(/was still waiting for a detector after 1 s/);
});

it('that is answered keeps no timer', async () => {
  const taken = ticket(true);
  taken.takenBy(taker());
  taken.returned();
  const failed = expect(taken.outcome).rejects.toThrow('gone');
  taken.fail(new VigilError('internal', 'gone'));
  taken.takenBy(taker());
  await failed;
  expect(vi.getTimerCount()).toBe(0);
});
