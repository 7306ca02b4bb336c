import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedbackBody } from '../contract/http/feedback.ts';
import type { HistoryQuery } from '../contract/http/history.ts';
import { features } from '../testing/features.ts';
import { UNDO_MS } from './deletions.ts';
import { openStore } from './open.ts';
import { beginRun, detection, inference, query, START, temporaryFolders, walkPages } from './testing/records.ts';
import { runSteps } from './testing/run-steps.ts';
import type { Store } from './types.ts';

const folders = temporaryFolders();
let folder: string;
let store: Store;
let run: number;
beforeEach(() => {
  folder = folders.make();
  store = openStore(folder);
  run = beginRun(store);
});
afterEach(() => {
  store.close();
  folders.remove();
});

const keep = (classes: string[], at = START) =>
  store.recordInference(
    inference(run, {
      at,
      detections: classes.map((name) => detection(name, 0.5)),
      features: features({ detections: classes.length }),
    }),
  );
const say = (id: number, body: FeedbackBody, at = START) => store.setFeedback(id, body, at);
const marksOf = (id: number) =>
  store.getInference(id)?.feedback.map((mark) => [mark.verdict, mark.detection_index, mark.class, mark.count]);

describe('feedback', () => {
  it('is kept with its result, on the whole, on detections and on what was missed', () => {
    const id = keep(['person', 'bus']);
    expect(store.getInference(id)?.feedback).toEqual([]);
    say(id, { verdict: 'missed', class: 'dog', count: 3 });
    say(id, { verdict: 'missed' });
    say(id, { verdict: 'wrong', detection_index: 1, class: 'truck', note: 'a truck, really' }, START + 1);
    say(id, { verdict: 'right' });
    store.close();
    store = openStore(folder);
    expect(marksOf(id)).toEqual([
      ['right', null, null, 1],
      ['wrong', 1, 'truck', 1],
      ['missed', null, null, 1],
      ['missed', null, 'dog', 3],
    ]);
    expect(store.getInference(id)?.feedback[1]).toMatchObject({
      note: 'a truck, really',
      at: '2026-01-10T12:00:00.001Z',
    });
    expect(store.listInferences(query()).items[0]?.feedback).toHaveLength(4);
  });

  it('is replaced by the next word on the same thing, and taken back by null', () => {
    const id = keep(['person', 'bus']);
    for (const verdict of ['right', 'wrong'] as const) say(id, { verdict, detection_index: 0 });
    say(id, { verdict: 'right' });
    say(id, { verdict: 'missed', class: 'dog' });
    expect(marksOf(id)?.map(([verdict]) => verdict)).toEqual(['right', 'wrong', 'missed']);
    say(id, { verdict: null, detection_index: 0 });
    say(id, { verdict: null, detection_index: 1 });
    say(id, { verdict: null, class: 'dog' });
    expect(marksOf(id)).toEqual([['right', null, null, 1]]);
    say(id, { verdict: null });
    expect(marksOf(id)).toEqual([]);
    expect(walkPages(store, query({ feedback: 'any' }))).toEqual([]);
  });

  it('is refused for a detection that there is not, and for a result that there is not', () => {
    const id = keep(['person']);
    expect(() => say(id, { verdict: 'right', detection_index: 1 })).toThrow(/has 1 detections, .*there is no 1/);
    expect(say(99, { verdict: 'right' })).toBe(false);
    runSteps(store.softDelete({ ids: [id] }, START));
    expect(say(id, { verdict: 'right' })).toBe(false);
  });

  it('goes and comes with its result', () => {
    const id = keep(['person']);
    say(id, { verdict: 'wrong' });
    const { deletion_id } = runSteps(store.softDelete({ ids: [id] }, START));
    expect(store.countFeedback('aabbccddeeff').results).toBe(0);
    expect(walkPages(store, query({ feedback: 'wrong' }))).toEqual([]);
    runSteps(store.restore(deletion_id, START + 1));
    expect(walkPages(store, query({ feedback: 'wrong' }))).toEqual([id]);
    runSteps(store.softDelete({ ids: [id] }, START));
    const policy = { max_age_days: 10_000, max_bytes: 1e12 };
    while (store.applyRetention(policy, START + UNDO_MS + 1).deleted_inferences > 0);
    expect(store.countFeedback('aabbccddeeff')).toEqual({ results: 0, by_class: new Map(), missed_unnamed: 0 });
  });
});

describe('a filter by feedback', () => {
  it.each<[Partial<HistoryQuery>, number[]]>([
    [{ feedback: 'right' }, [3, 1]],
    [{ feedback: 'wrong' }, [3]],
    [{ feedback: 'missed' }, [4]],
    [{ feedback: 'any' }, [4, 3, 1]],
    [{ feedback: 'none' }, [2, 0]],
    [{ feedback: 'any', class: 'bus' }, [3]],
    [{ feedback: 'none', class: 'bus' }, [2]],
    [{ feedback: 'any', pinned: true }, [1]],
    [{ feedback: 'any', to: new Date(START + 1).toISOString() }, [1]],
    [{}, [4, 3, 2, 1, 0]],
  ])('%o', (filters, expected) => {
    const ids = [['person'], ['person'], ['bus'], ['person', 'bus'], []].map((classes, at) =>
      keep(classes, START + at),
    );
    const [, second, , fourth, fifth] = ids as [number, number, number, number, number];
    say(second, { verdict: 'right' });
    say(fourth, { verdict: 'wrong', detection_index: 0 });
    say(fourth, { verdict: 'right', detection_index: 1 });
    say(fifth, { verdict: 'missed', class: 'bus' });
    store.setPinned(second, true);
    expect(walkPages(store, query({ limit: 1, ...filters }))).toEqual(expected.map((at) => ids[at]));
    expect(store.countMatching(filters)).toBe(expected.length);
  });
});

describe('counting feedback', () => {
  it('takes a verdict on the whole for every detection without one of its own', () => {
    const whole = keep(['person', 'person', 'bus']);
    say(whole, { verdict: 'right' });
    say(whole, { verdict: 'wrong', detection_index: 1 });
    const one = keep(['person', 'bus']);
    say(one, { verdict: 'right', detection_index: 1 });
    const none = keep(['person']);
    say(none, { verdict: 'wrong' });
    expect(store.countFeedback('aabbccddeeff')).toEqual({
      results: 3,
      by_class: new Map([
        ['bus', { right: 2, wrong: 0, missed: 0 }],
        ['person', { right: 1, wrong: 2, missed: 0 }],
      ]),
      missed_unnamed: 0,
    });
  });

  it('counts objects missed by class, also those that were taken for another', () => {
    const id = keep(['person', 'bus']);
    say(id, { verdict: 'missed', class: 'dog', count: 3 });
    say(id, { verdict: 'missed', count: 2 });
    say(id, { verdict: 'wrong', detection_index: 1, class: 'person' });
    expect(store.countFeedback('aabbccddeeff')).toEqual({
      results: 1,
      by_class: new Map([
        ['bus', { right: 0, wrong: 1, missed: 0 }],
        ['dog', { right: 0, wrong: 0, missed: 3 }],
        ['person', { right: 0, wrong: 0, missed: 1 }],
      ]),
      missed_unnamed: 2,
    });
  });

  it('is of one model', () => {
    say(keep(['person']), { verdict: 'right' });
    run = beginRun(store, { id: '001122334455' });
    say(keep(['person']), { verdict: 'wrong' });
    expect(store.countFeedback('001122334455').by_class.get('person')).toEqual({ right: 0, wrong: 1, missed: 0 });
    expect(store.countFeedback('ffffffffffff').results).toBe(0);
  });
});
