import type { Box } from '../../../native/contract/candidates.ts';
import type { Point } from './view-transform.ts';

/**
 * The detection under a point: the smallest box that holds it, so that one inside another can be reached. `at` and the
 * boxes are in image coordinates; `tolerance` widens every box by that many image pixels.
 */
export function hitTest(boxes: readonly { id: number; box: Box }[], at: Point, tolerance: number): number | null {
  let found: number | null = null;
  let smallest = Number.POSITIVE_INFINITY;
  for (const { id, box } of boxes) {
    const [x1, y1, x2, y2] = box;
    if (at.x < x1 - tolerance || at.x > x2 + tolerance || at.y < y1 - tolerance || at.y > y2 + tolerance) continue;
    const area = (x2 - x1) * (y2 - y1);
    if (area < smallest) {
      smallest = area;
      found = id;
    }
  }
  return found;
}
