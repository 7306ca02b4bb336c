import { describe, expect, it } from 'vitest';
import { features } from '../../native/testing/features.ts';
import { featureFigures } from './feature-figures.ts';

const shown = (changes: Parameters<typeof features>[0]) =>
  Object.fromEntries(featureFigures(features(changes)).map(({ label, value }) => [label, value]));

describe('features in words', () => {
  it('have the digits that matter', () => {
    expect(
      shown({
        brightness: 113.204,
        contrast: 5.05,
        sharpness: 12_345.678,
        saturation: 0.27611,
        detections: 3,
        confidence: 0.57078,
        max_confidence: 0.91234,
        mean_box_area: 0.0121,
        dominant_class: 'person',
        class_counts: { person: 2, bus: 1 },
      }),
    ).toEqual({
      Brightness: '113.2',
      Contrast: '5.0',
      Sharpness: '12,346',
      Saturation: '28 %',
      'Mean score': '0.57',
      'Best score': '0.91',
      'Box area': '1.2 %',
      'Most of': 'person',
    });
    expect(shown({ sharpness: 0.125 })['Sharpness']).toBe('0.13');
    expect(shown({ sharpness: 42.25 })['Sharpness']).toBe('42.3');
  });

  it('say why one is missing', () => {
    const missing = (changes: Parameters<typeof features>[0], note: string) =>
      featureFigures(features(changes))
        .filter((figure) => figure.value === null && figure.note === note)
        .map(({ label }) => label);
    expect(missing({}, 'Nothing was detected')).toEqual(['Mean score', 'Best score', 'Box area', 'Most of']);
    expect(
      missing(
        { brightness: null, contrast: null, sharpness: null, saturation: null },
        'Not measured when this result was kept',
      ),
    ).toEqual(['Brightness', 'Contrast', 'Sharpness', 'Saturation']);
  });
});
