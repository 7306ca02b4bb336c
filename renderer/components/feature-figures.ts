import type { Features } from '../../native/contract/features.ts';
import { formatCount, formatScore, plural } from './format.ts';

export interface FeatureFigure {
  label: string;
  /** Null where it is missing. */
  value: string | null;
  /** What it means, or why it is missing. */
  note: string;
}

/** 0.1132 as "11.3 %". */
const percent = (share: number): string => `${(share * 100).toFixed(share < 0.0995 ? 1 : 0)} %`;

/** The features of one image in words; the first half are of its pixels, the other of its detections. */
export function featureFigures(features: Features): FeatureFigure[] {
  const { brightness, contrast, sharpness, saturation, dominant_class } = features;
  const figure = (label: string, value: number | null, words: (value: number) => string, note: string, lack: string) =>
    value === null ? { label, value: null, note: lack } : { label, value: words(value), note };
  const unmeasured = 'Not measured when this result was kept';
  const undetected = 'Nothing was detected';
  return [
    figure('Brightness', brightness, (it) => it.toFixed(1), 'Mean luma, 0 to 255', unmeasured),
    figure('Contrast', contrast, (it) => it.toFixed(1), 'Standard deviation of luma', unmeasured),
    figure('Sharpness', sharpness, sharpnessWords, 'Variance of the Laplacian of luma', unmeasured),
    figure('Saturation', saturation, percent, 'Mean HSV saturation', unmeasured),
    figure('Mean score', features.confidence, formatScore, 'Mean confidence of the detections', undetected),
    figure('Best score', features.max_confidence, formatScore, 'Best confidence of the detections', undetected),
    figure('Box area', features.mean_box_area, percent, 'Mean share of the image that a box covers', undetected),
    dominant_class === null
      ? { label: 'Most of', value: null, note: undetected }
      : {
          label: 'Most of',
          value: dominant_class,
          note: `${dominant_class}: ${plural(features.class_counts[dominant_class] ?? 0, 'detection')} of ${formatCount(features.detections)}`,
        },
  ];
}

const sharpnessWords = (variance: number) =>
  variance >= 100 ? formatCount(Math.round(variance)) : variance.toFixed(variance >= 10 ? 1 : 2);
