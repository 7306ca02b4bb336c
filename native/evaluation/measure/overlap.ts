import type { Box } from '../../contract/candidates.ts';

function intersection([ax1, ay1, ax2, ay2]: Box, [bx1, by1, bx2, by2]: Box): number {
  const width = Math.min(ax2, bx2) - Math.max(ax1, bx1);
  const height = Math.min(ay2, by2) - Math.max(ay1, by1);
  return width <= 0 || height <= 0 ? 0 : width * height;
}

const area = ([x1, y1, x2, y2]: Box) => (x2 - x1) * (y2 - y1);

/** Intersection over union of two boxes, 0 to 1, in the numbers labels are written in. */
export function overlap(a: Box, b: Box): number {
  const shared = intersection(a, b);
  return shared === 0 ? 0 : shared / (area(a) + area(b) - shared);
}

/** The share of `box` that lies in `region`, 0 to 1: what COCO compares with its thresholds where a region is a crowd. */
export function shareInside(box: Box, region: Box): number {
  const shared = intersection(box, region);
  return shared === 0 ? 0 : shared / area(box);
}
