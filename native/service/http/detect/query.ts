import type { DetectQuery } from '../../../contract/http/detect.ts';
import type { Settings } from '../../../contract/http/settings.ts';

/** A query in which every threshold has a value. */
export type CompleteQuery = DetectQuery & Settings['thresholds'];

/** The query with `defaults` for the thresholds that it leaves open. */
export function completeQuery(query: DetectQuery, defaults: Settings['thresholds']): CompleteQuery {
  return {
    ...query,
    conf: query.conf ?? defaults.conf,
    iou: query.iou ?? defaults.iou,
    max_det: query.max_det ?? defaults.max_det,
  };
}
