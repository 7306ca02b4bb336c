import type { Features } from '../contract/features.ts';

/** Features of an image without detections, unless the changes say otherwise. */
export function features(changes: Partial<Features> = {}): Features {
  return {
    brightness: 101.5,
    contrast: 40.25,
    sharpness: 812.125,
    saturation: 0.375,
    detections: 0,
    confidence: null,
    max_confidence: null,
    mean_box_area: null,
    dominant_class: null,
    class_counts: {},
    embedding_distance: null,
    ...changes,
  };
}
