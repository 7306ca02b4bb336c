import { describe, expect, it } from 'vitest';
import type { EventKind, HistoryEvent } from '../../../native/contract/http/events.ts';
import { eventMarks, marksNear, markTitle, ribbonWords } from './event-marks.ts';

const BASE = Date.parse('2025-01-01T12:00:00.000Z');
/** 100 seconds over 100 pixels. */
const WINDOW = { from: BASE, to: BASE + 100_000 };
const event = (id: number, s: number, kind: EventKind = 'drift_check', title = `event ${id}`): HistoryEvent => ({
  id,
  at: new Date(BASE + s * 1_000).toISOString(),
  kind,
  title,
  detail: {},
});
const marks = (...events: HistoryEvent[]) => eventMarks(events, WINDOW, 100);

describe('marks of events', () => {
  it('stand where they happened, oldest first whatever the order they come in', () => {
    expect(marks(event(2, 60), event(1, 20)).map(({ x, events }) => [x, events[0]?.id])).toEqual([
      [20, 1],
      [60, 2],
    ]);
  });

  it('share a place where they could not be told apart, with the colour of the gravest', () => {
    const [mark, other] = marks(event(1, 20, 'model_loaded'), event(2, 22, 'alert'), event(3, 40));
    expect(mark).toMatchObject({ x: 20, topic: 'alert' });
    expect(mark?.events.map(({ id }) => id)).toEqual([1, 2]);
    expect(other?.topic).toBe('drift');
  });

  it('do not run together into one over a dense time', () => {
    const dense = Array.from({ length: 100 }, (_, at) => event(at, at));
    expect(marks(...dense)).toHaveLength(20);
  });

  it('leave out what happened at other times', () => {
    expect(marks(event(1, -1), event(2, 101))).toEqual([]);
    expect(eventMarks([event(1, 5)], WINDOW, 0)).toEqual([]);
  });
});

it('a mark names its events, of many the first', () => {
  const many = Array.from({ length: 7 }, (_, at) => event(at, 20));
  const lines = markTitle({ events: many }).split('\n');
  expect(lines).toHaveLength(6);
  expect(lines[0]).toMatch(/: event 0$/);
  expect(lines[5]).toBe('and 2 more events');
});

it('the ribbon is said in a sentence', () => {
  expect(ribbonWords([])).toBe('No event in this time');
  expect(ribbonWords(marks(event(1, 20)))).toBe('1 event of drift');
  expect(ribbonWords(marks(event(1, 20), event(2, 50), event(3, 70, 'alert')))).toBe(
    '3 events: 1 alert and 2 events of drift',
  );
});

it('marks near a place are found within a few pixels', () => {
  const all = marks(event(1, 20), event(2, 50));
  expect(marksNear(all, 24).map(({ x }) => x)).toEqual([20]);
  expect(marksNear(all, 35)).toEqual([]);
});
