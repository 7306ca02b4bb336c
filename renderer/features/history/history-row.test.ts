import { describe, expect, test } from 'vitest';
import type { HistoryItem } from '../../../native/contract/http/history.ts';
import { features } from '../../../native/testing/features.ts';
import { formatMoment, isNewer, toRow } from './history-row.ts';

const ITEM: HistoryItem = {
  inference_id: 7,
  at: '2026-01-10T12:00:00.000Z',
  request_id: 'request-1',
  name: 'bus.jpg',
  source: null,
  width: 810,
  height: 1080,
  model: { id: 'aabbccddeeff', name: 'yolox-nano', version: '1.0' },
  provider: 'cpu',
  conf: 0.25,
  iou: 0.45,
  detections: [
    { class_id: 0, class_name: 'person', score: 0.7, box: [1.2, 2.6, 30, 40] },
    { class_id: 5, class_name: 'bus', score: 0.9, box: [0, 0, 810, 700] },
    { class_id: 0, class_name: 'person', score: 0.6, box: [50, 60, 70, 80] },
  ],
  features: features({ detections: 3, confidence: 0.73 }),
  timings_ms: { queue: 0, decode: 1, tensor: 1, inference: 10, postprocess: 1, total: 13 },
  has_thumbnail: true,
  has_image: false,
  pinned: true,
};

describe('a row', () => {
  test('says what was found and how surely', () => {
    expect(toRow(ITEM)).toMatchObject({ count: 3, best: 0.9, classes: '2 person, 1 bus', totalMs: 13 });
  });

  test('has nothing to say of an image without detections', () => {
    expect(toRow({ ...ITEM, detections: [] })).toMatchObject({ count: 0, best: null, classes: '', outlines: [] });
  });

  test('draws the boxes of a class as one path in image pixels', () => {
    const paths = toRow(ITEM).outlines.map(({ path }) => path);
    expect(paths).toEqual(['M1 3H30V40H1zM50 60H70V80H50z', 'M0 0H810V700H0z']);
  });
});

test('newer is later, and of one moment the higher number', () => {
  const early = { at: '2026-01-10T12:00:00.000Z', id: 7 };
  const late = { at: '2026-01-10T12:00:01.000Z', id: 3 };
  expect(isNewer(late, early)).toBe(true);
  expect(isNewer(early, late)).toBe(false);
  expect(isNewer({ ...early, id: 8 }, early)).toBe(true);
  expect(isNewer(early, early)).toBe(false);
});

test('a moment of today is a time, of another day has its date', () => {
  const now = new Date(2026, 0, 10, 15);
  const today = formatMoment(new Date(2026, 0, 10, 9, 5, 7).toISOString(), now);
  expect(today).toMatch(/^0?9.05.07$/);
  const before = formatMoment(new Date(2026, 0, 9, 9, 5, 7).toISOString(), now);
  expect(before).toContain(today);
  expect(before.length).toBeGreaterThan(today.length);
  expect(before).not.toContain('2026');
  expect(formatMoment(new Date(2026, 0, 9, 9, 5, 7).toISOString(), now, true)).not.toContain('07');
  expect(formatMoment(new Date(2025, 11, 9).toISOString(), now)).toContain('2025');
});
