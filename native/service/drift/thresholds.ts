import { describeDetections } from '../../boxes/features.ts';
import { selectDetections } from '../../boxes/select.ts';
import type { Features } from '../../contract/features.ts';
import type { ImageResult } from '../../contract/http/detect.ts';
import type { Settings } from '../../contract/http/settings.ts';
import type { DetectOutcome } from '../detection/types.ts';
import type { CompleteQuery } from '../http/detect/query.ts';

/**
 * The features under the thresholds in force. A request may ask for others, or for some classes only: that is a view of
 * its caller and must not look like drift.
 */
export function featuresUnder(
  thresholds: Settings['thresholds'],
  outcome: DetectOutcome,
  { features, width, height }: ImageResult,
  query: CompleteQuery,
): Features {
  const { conf, iou, max_det } = thresholds;
  const isSame = query.conf === conf && query.iou === iou && query.max_det === max_det && query.classes === undefined;
  if (isSame) return features;
  const size = { width, height };
  const { candidates } = outcome.result;
  const detections = selectDetections(candidates, { conf, iou, max_det, classes: null }, size, outcome.model.classes);
  return { ...features, ...describeDetections(detections, size) };
}
