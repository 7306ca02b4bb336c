import type { EventKind, HistoryEvent } from '../../../native/contract/http/events.ts';
import { formatExact, plural } from '../format.ts';
import type { ChartWindow } from './chart-rows.ts';

/** What an event is about, and so its colour on the ribbon. */
export type EventTopic = 'alert' | 'detector' | 'drift' | 'model' | 'settings';

const TOPICS: Readonly<Record<EventKind, EventTopic>> = {
  alert: 'alert',
  detector_given_up: 'detector',
  detector_lost: 'detector',
  detector_restarted: 'detector',
  drift_alarm: 'drift',
  drift_check: 'drift',
  drift_config: 'drift',
  drift_invalidated: 'drift',
  drift_reference: 'drift',
  drift_reset: 'drift',
  drift_undo: 'drift',
  drift_verdict: 'drift',
  model_load_failed: 'model',
  model_loaded: 'model',
  new_class: 'model',
  provider_fallback: 'detector',
  settings: 'settings',
};

/** Of events that share a mark, the colour is that of the one that matters most. */
const RANK: readonly EventTopic[] = ['alert', 'detector', 'drift', 'model', 'settings'];
const TOPIC_WORDS: Readonly<Record<EventTopic, readonly [one: string, many: string]>> = {
  alert: ['alert', 'alerts'],
  detector: ['event of a detector', 'events of detectors'],
  drift: ['event of drift', 'events of drift'],
  model: ['event of a model', 'events of models'],
  settings: ['change of settings', 'changes of settings'],
};

export const topicOf = ({ kind }: Pick<HistoryEvent, 'kind'>): EventTopic => TOPICS[kind];

/** One mark on the ribbon: events that lie too close to each other to be told apart. */
export interface EventMark {
  /** From the left edge, in pixels. */
  x: number;
  /** Milliseconds since 1970, of the first. */
  at: number;
  topic: EventTopic;
  /** Oldest first. */
  events: readonly HistoryEvent[];
}

/** Pixels between two marks that can be told apart. */
const APART = 5;

/** Marks of the events within a window that is `width` pixels wide. */
export function eventMarks(events: readonly HistoryEvent[], { from, to }: ChartWindow, width: number): EventMark[] {
  if (!(to > from) || width <= 0) return [];
  const placed = events
    .map((event) => ({ event, at: Date.parse(event.at) }))
    .filter(({ at }) => at >= from && at <= to)
    .sort((a, b) => a.at - b.at);
  const marks: { x: number; at: number; events: HistoryEvent[] }[] = [];
  for (const { event, at } of placed) {
    const x = ((at - from) / (to - from)) * width;
    const last = marks.at(-1);
    if (last !== undefined && x - last.x < APART) last.events.push(event);
    else marks.push({ x, at, events: [event] });
  }
  return marks.map((mark) => ({
    ...mark,
    topic: RANK.find((topic) => mark.events.some((event) => topicOf(event) === topic)) ?? 'settings',
  }));
}

const MOST_NAMED = 5;

/** What a mark stands for, a line for each event; of many the first and how many more. */
export function markTitle({ events }: Pick<EventMark, 'events'>): string {
  const lines = events.slice(0, MOST_NAMED).map(({ at, title }) => `${formatExact(at)}: ${title}`);
  if (events.length > MOST_NAMED) lines.push(`and ${plural(events.length - MOST_NAMED, 'more event')}`);
  return lines.join('\n');
}

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** All of the ribbon in a sentence: "3 events: 2 events of drift and 1 alert". */
export function ribbonWords(marks: readonly EventMark[]): string {
  const events = marks.flatMap((mark) => mark.events);
  if (events.length === 0) return 'No event in this time';
  const counts = RANK.flatMap((topic) => {
    const count = events.filter((event) => topicOf(event) === topic).length;
    return count === 0 ? [] : [plural(count, ...TOPIC_WORDS[topic])];
  });
  return counts.length === 1 ? (counts[0] as string) : `${plural(events.length, 'event')}: ${list.format(counts)}`;
}

/** Events that happened at a place on the ribbon, `reach` pixels to both sides. */
export const marksNear = (marks: readonly EventMark[], x: number, reach = APART): EventMark[] =>
  marks.filter((mark) => Math.abs(mark.x - x) <= reach);
