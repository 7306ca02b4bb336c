import type { Features } from '../../contract/features.ts';
import type { Timings } from '../../contract/http/detect.ts';
import type { ResultFigures } from './types.ts';

/** What is charted of one image. `timings` in milliseconds. */
export function resultFigures(timings: Timings, features: Features): ResultFigures {
  return {
    latency_ms: timings.total,
    inference_ms: timings.inference,
    queue_ms: timings.queue,
    confidence: features.confidence,
    detections: features.detections,
    brightness: features.brightness,
    contrast: features.contrast,
    sharpness: features.sharpness,
    saturation: features.saturation,
    embedding_distance: features.embedding_distance,
  };
}
