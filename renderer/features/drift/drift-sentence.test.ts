import { describe, expect, it } from 'vitest';
import { driftSentence, imagesWords, phaseNote } from './drift-sentence.ts';

type Given = Parameters<typeof driftSentence>[0];

const reference = {
  size: 100,
  target: 100,
  created_at: '2026-01-01T14:31:00.000Z',
  source: 'first',
  version: 1,
  from: '2026-01-01T14:02:00.000Z',
  to: '2026-01-01T14:31:00.000Z',
  model_id: 'abc',
} as const;
const current = { size: 50, target: 50, from: null, to: null };

const features = (drifted: number, of: number) =>
  ['brightness', 'contrast', 'sharpness', 'saturation', 'detections', 'confidence', 'box_area', 'dominant_class']
    .slice(0, of)
    .map((feature, index) => ({ feature, drifted: index < drifted }));

const active = (drifted: number, change: Partial<Given> = {}): Given => ({
  state: 'active',
  dataset_drift: drifted >= 4,
  num_drifted_features: drifted,
  num_features: 8,
  dataset_alarm: { phase: 'quiet' },
  reference,
  current,
  features: features(drifted, 8),
  ...change,
});

describe('the sentence', () => {
  it('says how far the windows are', () => {
    const nothing = { dataset_drift: null, num_drifted_features: null, num_features: null, features: [] };
    const collecting = { ...active(0), ...nothing, reference: { ...reference, size: 37 } };
    expect(driftSentence({ ...collecting, state: 'collecting_reference' }, true, 0.5)).toBe(
      'Collecting the reference: 37 of 100 images',
    );
    expect(
      driftSentence({ ...collecting, state: 'collecting_current', current: { ...current, size: 12 } }, true, 0.5),
    ).toBe('The reference is complete; the current window has 12 of 50 images');
    expect(driftSentence({ ...collecting, state: 'active' }, true, 0.5)).toMatch(/judged for the first time$/);
    expect(driftSentence({ ...collecting, state: 'collecting_reference' }, false, 0.5)).toBe(
      'Drift is watched once a model is loaded',
    );
  });

  it.each([
    [active(0), 'No drift: 0 of 8 features'],
    [active(2), 'No dataset drift: 2 of 8 features have drifted (brightness and contrast), 4 would make one'],
    [
      active(1, { dataset_alarm: { phase: 'suspected', since: 160 } }),
      'No dataset drift: 1 of 8 features has drifted (brightness), 4 would make one',
    ],
    [active(5), 'Drift: 5 of 8 features'],
    [active(5, { dataset_alarm: { phase: 'suspected', since: 160 } }), 'Drift suspected: 5 of 8 features'],
    [active(5, { dataset_alarm: { phase: 'confirmed', since: 210 } }), 'Drift, confirmed: 5 of 8 features'],
    [
      active(1, { dataset_alarm: { phase: 'clearing', since: 300, confirmed_since: 210 } }),
      'Drift is clearing: 1 of 8 features (brightness)',
    ],
  ])('%#', (given, words) => {
    expect(driftSentence(given, true, 0.5)).toBe(words);
  });

  it.each([
    [0.3, 4],
    [0.5, 6],
    [0.6, 7],
    [1, 11],
  ])('counts how many of eleven are the share %d: %d', (limit, count) => {
    expect(driftSentence({ ...active(2), num_features: 11 }, true, limit)).toContain(`${count} would make one`);
  });

  it('leaves out how many it takes while that is not known', () => {
    expect(driftSentence(active(2), true, null)).toMatch(/have drifted \(brightness and contrast\)$/);
  });

  it('keeps a verdict whose model is gone', () => {
    expect(driftSentence(active(0), false, 0.5)).toBe('No drift: 0 of 8 features');
  });
});

describe('what comes next', () => {
  it('is said only while a second window is awaited', () => {
    expect(phaseNote(active(0))).toBeNull();
    expect(phaseNote(active(5, { dataset_alarm: { phase: 'confirmed', since: 1 } }))).toBeNull();
    expect(phaseNote(active(5, { dataset_alarm: { phase: 'suspected', since: 1 } }))).toContain('50 images');
    expect(phaseNote(active(1, { dataset_alarm: { phase: 'suspected', since: 1 } }))).toContain('not confirmed');
  });
});

it('names the images that were checked', () => {
  expect(imagesWords({ first: 1_204, last: 1_253 })).toBe('on images 1,204 to 1,253');
});
