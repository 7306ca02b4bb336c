import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryQuery } from '../contract/http/history.ts';
import { features } from '../testing/features.ts';
import { connect } from './connection.ts';
import { encodeCursor } from './cursor.ts';
import { pageStatement } from './history-query.ts';
import { migrate } from './migrate.ts';
import { openStore } from './open.ts';
import { loadSqlite } from './runtime.ts';
import { beginRun, detection, inference, query, START, temporaryFolders, walkPages } from './testing/records.ts';
import type { Store } from './types.ts';

const folders = temporaryFolders();
let store: Store;
let run: number;
beforeEach(() => {
  store = openStore(folders.make());
  run = beginRun(store);
});
afterEach(() => {
  store.close();
  folders.remove();
});

const names = (filters: Partial<HistoryQuery>) => store.listInferences(query(filters)).items.map(({ name }) => name);

describe('paging', () => {
  it('visits each of 1,000 results of one moment once, while new ones come in', () => {
    const before = Array.from({ length: 1_000 }, () => store.recordInference(inference(run)));
    const visited = walkPages(store, query({ limit: 37 }), () => {
      store.recordInference(inference(run));
      store.recordInference(inference(run, { at: START + 60_000 }));
    });
    expect(visited).toEqual(before.toReversed());
  });

  it('goes by time, not by the order of writing', () => {
    const ids = [5, 3, 9, 1].map((seconds) => store.recordInference(inference(run, { at: START + seconds * 1_000 })));
    expect(walkPages(store, query({ limit: 1 }))).toEqual([ids[2], ids[0], ids[1], ids[3]]);
  });

  it('ends exactly where a page is full', () => {
    for (let i = 0; i < 4; i++) store.recordInference(inference(run));
    const first = store.listInferences(query({ limit: 2 }));
    const second = store.listInferences(query({ limit: 2, cursor: first.next_cursor ?? '' }));
    expect(second.items).toHaveLength(2);
    expect(second.next_cursor).toBeNull();
  });

  it('walks a class the same way', () => {
    const before = Array.from({ length: 100 }, (_, i) =>
      store.recordInference(inference(run, { detections: [detection(i % 3 === 0 ? 'bus' : 'person', 0.5)] })),
    );
    expect(walkPages(store, query({ limit: 7, class: 'bus' }))).toEqual(
      before.filter((_, i) => i % 3 === 0).toReversed(),
    );
  });

  it('refuses a cursor it did not make, also for a class nobody saw', () => {
    for (const filters of [{}, { class: 'unicorn' }]) {
      expect(() => store.listInferences(query({ ...filters, cursor: 'bm90IG91cnM' }))).toThrow(
        expect.objectContaining({ code: 'invalid_parameter' }),
      );
    }
  });
});

describe('filters', () => {
  beforeEach(() => {
    const other = beginRun(store, { id: '001122334455', name: 'other' });
    const at = (seconds: number) => ({ at: START + seconds * 1_000 });
    const records = [
      inference(run, { ...at(1), name: 'Bus Stop.JPG', detections: [detection('bus', 0.9), detection('person', 0.4)] }),
      inference(run, {
        ...at(2),
        name: '100%.png',
        source: 'gate',
        detections: [detection('person', 0.3), detection('person', 0.8)],
      }),
      inference(other, { ...at(3), name: 'a_b.png', source: 'yard', detections: [detection('bus', 0.5)] }),
      inference(other, { ...at(4), name: 'ÜBER.png', source: 'gate' }),
    ];
    for (const record of records) {
      store.recordInference({ ...record, features: features({ detections: record.detections.length }) });
    }
  });

  it.each<[Partial<HistoryQuery>, string[]]>([
    [{}, ['ÜBER.png', 'a_b.png', '100%.png', 'Bus Stop.JPG']],
    [{ class: 'bus' }, ['a_b.png', 'Bus Stop.JPG']],
    [{ class: 'person' }, ['100%.png', 'Bus Stop.JPG']],
    [{ class: 'unicorn' }, []],
    // The score must be of that class, not of any, and the best one counts wherever it stands.
    [{ class: 'person', min_score: 0.5 }, ['100%.png']],
    [{ class: 'bus', min_score: 0.9 }, ['Bus Stop.JPG']],
    [{ class: 'bus', min_score: 0.91 }, []],
    [{ min_score: 0.8 }, ['100%.png', 'Bus Stop.JPG']],
    [{ min_score: 0 }, ['a_b.png', '100%.png', 'Bus Stop.JPG']],
    [{ source: 'gate' }, ['ÜBER.png', '100%.png']],
    [{ source: 'gate', class: 'person' }, ['100%.png']],
    [{ source: 'GATE' }, []],
    [{ min_count: 1 }, ['a_b.png', '100%.png', 'Bus Stop.JPG']],
    [{ min_count: 1, max_count: 1 }, ['a_b.png']],
    [{ max_count: 0 }, ['ÜBER.png']],
    [{ pinned: true }, []],
    [{ pinned: false, source: 'yard' }, ['a_b.png']],
    [{ model: '001122334455' }, ['ÜBER.png', 'a_b.png']],
    [{ model: '001122334455', class: 'bus' }, ['a_b.png']],
    [{ model: 'ffffffffffff' }, []],
    [{ q: 'bus s' }, ['Bus Stop.JPG']],
    [{ q: '%' }, ['100%.png']],
    [{ q: '_' }, ['a_b.png']],
    [{ q: 'über' }, ['ÜBER.png']],
    [{ q: 'u\u0308ber' }, ['ÜBER.png']],
    [{ q: 'PNG', class: 'person' }, ['100%.png']],
    [{ q: "'; DROP TABLE inferences; --" }, []],
    [{ from: '2026-01-10T12:00:02.000Z', to: '2026-01-10T12:00:03.000Z' }, ['a_b.png', '100%.png']],
    [{ from: '2026-01-10T12:00:02.001Z', class: 'bus' }, ['a_b.png']],
    [{ to: '2026-01-10T12:00:00.999Z' }, []],
  ])('%o', (filters, expected) => {
    expect(names(filters)).toEqual(expected);
  });
});

describe('pins', () => {
  it('are found, also together with other filters, and can be taken off', () => {
    const ids = [0, 1, 2, 3].map((i) =>
      store.recordInference(inference(run, { at: START + i, detections: i % 2 === 0 ? [detection('bus', 0.5)] : [] })),
    ) as [number, number, number, number];
    expect([store.setPinned(ids[0], true), store.setPinned(ids[3], true), store.setPinned(99, true)]).toEqual([
      true,
      true,
      false,
    ]);
    const found = (filters: Partial<HistoryQuery>) => walkPages(store, query({ limit: 1, ...filters }));
    expect(found({ pinned: true })).toEqual([ids[3], ids[0]]);
    expect(found({ pinned: false })).toEqual([ids[2], ids[1]]);
    expect(found({ pinned: true, class: 'bus' })).toEqual([ids[0]]);
    expect(found({ pinned: false, class: 'bus' })).toEqual([ids[2]]);
    store.setPinned(ids[0], false);
    expect(found({ pinned: true })).toEqual([ids[3]]);
    expect(store.getInference(ids[3])?.pinned).toBe(true);
  });
});

describe('the plan of a page', () => {
  const cursor = encodeCursor({ at: START, id: 7 });
  const all = {
    from: '2026-01-01T00:00:00Z',
    to: '2027-01-01T00:00:00Z',
    min_score: 0.5,
    source: 's',
    model: 'm',
    q: 'q',
  };
  it.each<[string, Partial<HistoryQuery>, number | null, RegExp]>([
    ['the newest', {}, null, /inferences_newest/],
    ['a later page', { cursor }, null, /inferences_newest \(at</],
    ['a span', { from: all.from, to: all.to }, null, /inferences_newest \(at> *\? AND at</],
    ['a model', { model: 'm' }, null, /inferences_newest/],
    [
      'a model, a source, a text and a count',
      { model: 'm', source: 's', q: 'q', min_count: 2 },
      null,
      /inferences_newest/,
    ],
    ['what is pinned', { pinned: true, cursor }, null, /inferences_pinned \(at</],
    ['a class and a score', { min_score: 0.9 }, 3, /COVERING INDEX detections_by_class \(class_key=/],
    ['everything at once', { ...all, cursor }, null, /inferences_newest/],
    ['everything at once with a class', { ...all, cursor }, 3, /COVERING INDEX detections_by_class/],
  ])('%s: walks an index and sorts nothing', (_, filters, classKey, index) => {
    const db = connect(loadSqlite(), ':memory:');
    migrate(db);
    const { sql, parameters } = pageStatement(query(filters), classKey);
    const plan = db
      .prepare<(string | number)[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...parameters)
      .map(({ detail }) => detail)
      .join('\n');
    expect(plan).toMatch(index);
    expect(plan).not.toContain('TEMP B-TREE');
    expect(plan).not.toMatch(/SCAN (?!i |model_runs)/);
    db.close();
  });
});
