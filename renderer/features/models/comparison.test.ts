import { describe, expect, it } from 'vitest';
import type { EvaluationSummary } from '../../../native/contract/http/evaluations.ts';
import { compareModels } from './comparison.ts';

const ref = (id: string) => ({ id, name: `model ${id}`, version: '1' });
const evaluation = (id: number, model: string, map50: number | null): EvaluationSummary => ({
  ...{ id, name: `set ${id}`, state: map50 === null ? 'failed' : 'finished', model: ref(model), provider: 'cpu' },
  source: { type: 'folder', images: '/i', labels: '/l' },
  ...{ conf: 0.25, iou: 0.45, started_at: '2026-03-01T12:00:00.000Z', ended_at: null, error: null },
  progress: { done: 4, total: 4 },
  figures:
    map50 === null
      ? null
      : { images: 4, objects: 9, map50, map50_95: map50 / 2, precision: null, recall: null, f1: null },
});

const known = {
  models: [ref('a'), ref('b')],
  runs: [
    { model: ref('a'), images: 3 },
    { model: ref('b'), images: 10 },
    { model: ref('a'), images: 4 },
  ],
  active: 'b',
  speeds: new Map([['a', { count: 7, p50: 12, p95: 30 }]]),
  memory: { kind: 'host', bytes: 90_000_000, reason: null } as const,
  evaluations: [evaluation(4, 'a', null), evaluation(3, 'a', 0.8), evaluation(2, 'a', 0.7)],
};

describe('compareModels', () => {
  it('puts the loaded model first, and sums the images of all runs of each', () => {
    expect(compareModels(known).map(({ id, isActive, images }) => [id, isActive, images])).toEqual([
      ['b', true, 10],
      ['a', false, 7],
    ]);
  });

  it('tells memory of the loaded one alone, and tells what is not known yet from what there is not', () => {
    const [b, a] = compareModels({ ...known, speeds: new Map([...known.speeds, ['b', null]]) });
    expect(b).toMatchObject({ memory: { bytes: 90_000_000 }, speed: null, accuracy: null });
    expect(a).toMatchObject({ memory: null, speed: { p50: 12 } });
    expect(compareModels(known)[0]?.speed).toBeUndefined();
  });

  it('takes the newest evaluation that has finished, of that model', () => {
    expect(compareModels(known)[1]?.accuracy).toMatchObject({ id: 3, figures: { map50: 0.8 } });
    expect(compareModels({ ...known, evaluations: [] })[1]?.accuracy).toBeNull();
  });
});
