import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DriftCheckRow, DriftSample, NewDriftReference } from './drift-types.ts';
import { openStore } from './open.ts';
import { START, temporaryFolders } from './testing/records.ts';
import type { Store } from './types.ts';

const folders = temporaryFolders();
let store: Store;
beforeEach(() => {
  store = openStore(folders.make());
});
afterEach(() => {
  store.close();
  folders.remove();
});

const sample = (seq: number): DriftSample => ({
  seq,
  id: seq < 0 ? `row ${-seq}` : seq,
  at: START + seq,
  features: { brightness: seq / 3, dominant_class: seq % 2 === 0 ? null : 'bus' },
  embedding: seq % 3 === 0 ? null : Float32Array.of(seq, 0.1, -1e-7),
});
const reference = (changes: Partial<NewDriftReference> = {}): NewDriftReference => ({
  binding: 'model a',
  source: 'first',
  target: 3,
  started_at: START,
  completed_at: null,
  reason: null,
  progress: '{}',
  ...changes,
});
const seqs = (version: number, role: 'reference' | 'current') =>
  store.drift.samples(version, role).map(({ seq }) => seq);

describe('references', () => {
  it('and their samples come back as they were', () => {
    const samples = [-3, -2, -1].map(sample);
    const version = store.drift.begin(reference(), samples, null);
    store.drift.add(version, 'current', sample(1), 0);
    store.drift.add(version, 'current', sample(2), 0);
    store.drift.add(version, 'current', sample(3), 2);
    store.drift.update(version, { completed_at: START + 9, progress: '{"a":1}' });
    expect(store.drift.references()).toEqual([
      { ...reference({ completed_at: START + 9, progress: '{"a":1}' }), version },
    ]);
    expect(store.drift.samples(version, 'reference')).toEqual(samples);
    expect(store.drift.samples(version, 'current')).toEqual([2, 3].map(sample));
  });

  it('are two at most, can be gone back to, and never use a number again', () => {
    const first = store.drift.begin(reference(), [sample(-1)], null);
    store.drift.add(first, 'current', sample(1), 0);
    const second = store.drift.begin(reference(), [sample(-1)], first);
    store.drift.restore(first, [sample(1), sample(2)]);
    expect(store.drift.references().map(({ version }) => version)).toEqual([first]);
    expect(seqs(first, 'current')).toEqual([1, 2]);
    expect(seqs(second, 'reference')).toEqual([]);
    const third = store.drift.begin(reference(), [], first);
    const fourth = store.drift.begin(reference(), [], third);
    expect(store.drift.references().map(({ version }) => version)).toEqual([fourth, third]);
    expect([second, third, fourth]).toEqual([first + 1, first + 2, first + 3]);
    expect(seqs(first, 'reference')).toEqual([]);
  });
});

describe('checks', () => {
  const MINUTE = 60_000;
  const check = (at: number, drift_share: number): DriftCheckRow => ({
    at,
    version: 1,
    end: 1,
    dataset_drift: drift_share >= 0.5,
    drift_share,
    num_drifted_features: 1,
    num_features: 2,
    embedding_distance: null,
    features: {
      brightness: { score: drift_share, effect: 0.1, drifted: true },
      box_area: { score: null, effect: null, drifted: null },
    },
  });

  it('are joined in as many points as are asked for, each for the most drift in it', () => {
    for (const [k, share] of [0.1, 0.6, 0.2, 0.3].entries()) store.drift.addCheck(check(START + k * MINUTE, share));
    const span = { from: START, to: START + 4 * MINUTE - 1 };
    expect(store.drift.history(span, 2)).toEqual([
      {
        t: new Date(START + MINUTE).toISOString(),
        checks: 2,
        drift_share: 0.6,
        dataset_drift: true,
        embedding_distance: null,
        scores: { brightness: 0.6, box_area: null },
        effects: { brightness: 0.1, box_area: null },
      },
      expect.objectContaining({ t: new Date(START + 3 * MINUTE).toISOString(), checks: 2, drift_share: 0.3 }),
    ]);
    expect(store.drift.history(span, 1_000)).toHaveLength(4);
    expect(store.drift.history({ from: START + 1, to: START + MINUTE }, 10)).toHaveLength(1);
  });

  it('are thinned to one a minute after a day, the one with most drift, and go after 90 days', () => {
    const day = 24 * 60 * MINUTE;
    const start = Math.ceil(START / MINUTE) * MINUTE;
    for (const [k, share] of [0.1, 0.9, 0.4, 0.2].entries()) store.drift.addCheck(check(start + k * 20_000, share));
    const all = () =>
      store.drift.history({ from: start, to: start + day }, 5_000).map(({ drift_share }) => drift_share);
    store.drift.thin(start + day);
    expect(all()).toHaveLength(4);
    store.drift.thin(start + 2 * day);
    expect(all()).toEqual([0.9, 0.2]);
    store.drift.thin(start + 91 * day);
    expect(all()).toEqual([]);
  });
});
