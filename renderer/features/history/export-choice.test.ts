import { expect, test } from 'vitest';
import { features } from '../../../native/testing/features.ts';
import { choiceOf, listChoices } from './export-choice.ts';
import { type HistoryRow, toRow } from './history-row.ts';

const row = (id: number, has_image: boolean): HistoryRow =>
  toRow({
    inference_id: id,
    at: '2026-01-10T12:00:00.000Z',
    request_id: 'r',
    name: `${id}.jpg`,
    source: null,
    width: 10,
    height: 10,
    model: { id: 'a', name: 'm', version: '1' },
    provider: 'cpu',
    conf: 0.25,
    iou: 0.45,
    detections: [],
    features: features({ detections: 0, confidence: null }),
    timings_ms: { queue: 0, decode: 0, tensor: 0, inference: 0, postprocess: 0, total: 0 },
    has_thumbnail: true,
    has_image,
    pinned: false,
  });
const ROWS = [row(3, true), row(2, false), row(1, true)];
const list = (hasMore: boolean) => ({ rows: ROWS, hasMore, apiFilter: { class: 'bus' } });

test('a selection comes first, with how many pictures it has', () => {
  const [selected, all] = listChoices(list(true), { count: 40, exact: true }, [3, 2]);
  expect(selected).toEqual({ label: '2 selected', target: { ids: [3, 2] }, count: 2, pictures: 1 });
  expect(all).toEqual({ label: 'All 40 that match', target: { filter: { class: 'bus' } }, count: 40, pictures: null });
});

test('without one all that match are meant, counted only where that is known', () => {
  expect(listChoices(list(true), { count: 3, exact: false }, [])).toEqual([
    { label: 'All that match', target: { filter: { class: 'bus' } }, count: null, pictures: null },
  ]);
  expect(listChoices(list(false), { count: 3, exact: true }, 'all_matching')).toMatchObject([
    { count: 3, pictures: 2 },
  ]);
});

test('one result is meant by its number', () => {
  expect(choiceOf('Result 3', ROWS.slice(0, 1))).toEqual({
    label: 'Result 3',
    target: { ids: [3] },
    count: 1,
    pictures: 1,
  });
});
