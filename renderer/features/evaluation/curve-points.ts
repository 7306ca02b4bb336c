import type { PrecisionRecallCurve } from '../../../native/contract/http/evaluations.ts';

export interface CurvePoint {
  recall: number;
  overall: number;
  /** Of the class that is chosen; absent while none is. */
  chosen?: number;
  /** Score threshold at which the chosen class reaches this recall; null where it never does. */
  conf?: number | null;
}

/** The points of the curves, by recall: over all classes and, where one is chosen, of that class. */
export function curvePoints(curve: PrecisionRecallCurve, classId: number | null): CurvePoint[] {
  const chosen = curve.per_class.find(({ class_id }) => class_id === classId);
  return curve.recall.map((recall, at) => ({
    recall,
    overall: curve.overall[at] as number,
    ...(chosen !== undefined && { chosen: chosen.precision[at] as number, conf: chosen.conf[at] ?? null }),
  }));
}
