import { expect, it } from 'vitest';
import { driftStat } from './drift-stat.ts';

type Judged = Parameters<typeof driftStat>[0];
const window = (size: number, target: number) => ({ size, target });
const judged = (change: object = {}): Judged =>
  ({
    state: 'active',
    dataset_drift: false,
    num_drifted_features: 0,
    num_features: 10,
    dataset_alarm: { phase: 'quiet' },
    reference: window(100, 100),
    current: window(50, 50),
    features: [],
    ...change,
  }) as unknown as Judged;

it('is a word and what it rests on', () => {
  expect(driftStat(judged())).toEqual({
    kind: 'stable',
    word: 'No drift',
    detail: '0 of 10 features',
    filled: null,
  });
  const features = ['brightness', 'contrast'].map((feature) => ({ feature, drifted: true }));
  const drifted = judged({
    dataset_drift: true,
    num_drifted_features: 2,
    features,
    dataset_alarm: { phase: 'confirmed' },
  });
  expect(driftStat(drifted)).toMatchObject({
    kind: 'drifted',
    word: 'Drift, confirmed',
    detail: '2 of 10 features: brightness and contrast',
  });
});

it('does not say that there is no drift before anything was judged', () => {
  const reference = window(34, 100);
  expect(driftStat(judged({ state: 'collecting_reference', dataset_drift: null, reference }))).toEqual({
    kind: 'unknown',
    word: 'Not judged yet',
    detail: 'The reference has 34 of 100 images',
    filled: 0.34,
  });
  const current = window(20, 50);
  expect(driftStat(judged({ state: 'collecting_current', current }))).toMatchObject({ kind: 'unknown', filled: 0.4 });
  expect(driftStat(judged({ dataset_drift: null }))).toMatchObject({ kind: 'unknown', filled: null });
});
