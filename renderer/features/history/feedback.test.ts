import { describe, expect, test } from 'vitest';
import type { FeedbackMark } from '../../../native/contract/http/feedback.ts';
import { FeedbackBody } from '../../../native/contract/http/feedback.ts';
import { answeredIndex, markOf, markWords, missedOf, pressVerdict } from './feedback.ts';

const mark = (part: Partial<FeedbackMark>): FeedbackMark => ({
  verdict: 'right',
  detection_index: null,
  class: null,
  count: 1,
  note: null,
  at: '2026-01-10T12:00:00.000Z',
  ...part,
});
const bolt = { class_id: 0, class_name: 'bolt', score: 0.9, box: [10, 10, 50, 60] as [number, number, number, number] };

describe('a detection of the view', () => {
  const item = { detections: [{ ...bolt, score: 0.95 }, bolt] };
  test('is found among those answered, whatever precision it came in', () => {
    expect(answeredIndex(item, { ...bolt, score: Math.fround(0.9), box: [10.00001, 10, 50, 60] })).toBe(1);
  });
  test('is nobody where the answer did not have it', () => {
    expect(answeredIndex(item, { ...bolt, score: 0.1 })).toBeNull();
    expect(answeredIndex(item, { ...bolt, class_id: 1 })).toBeNull();
  });
});

describe('feedback', () => {
  const marks = [
    mark({ verdict: 'wrong' }),
    mark({ verdict: 'wrong', detection_index: 1, class: 'nut' }),
    mark({ verdict: 'missed', class: 'bolt', count: 2 }),
  ];
  test('is told apart: of the whole, of a detection, of what was missed', () => {
    expect(markOf(marks, null)).toBe(marks[0]);
    expect(markOf(marks, 1)).toBe(marks[1]);
    expect(markOf(marks, 0)).toBeUndefined();
    expect(missedOf(marks)).toEqual([marks[2]]);
    expect(marks.map(markWords)).toEqual(['wrong', 'wrong, it is nut', 'missed']);
  });
  test('is given by a press, and taken back by the same again', () => {
    expect(pressVerdict(marks, 'right', 1)).toEqual({ verdict: 'right', detection_index: 1 });
    expect(pressVerdict(marks, 'wrong', 1)).toEqual({ verdict: null, detection_index: 1 });
    expect(pressVerdict(marks, 'wrong', null)).toEqual({ verdict: null });
    expect(FeedbackBody.safeParse(pressVerdict([], 'right', null)).success).toBe(true);
  });
});
