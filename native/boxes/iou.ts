/** Intersection over union of two boxes `[x1, y1, x2, y2]` that stand at offsets `a` and `b` of `boxes`, 0 to 1. */
export function iou(boxes: Float32Array, a: number, b: number): number {
  const ax1 = boxes[a] as number;
  const ay1 = boxes[a + 1] as number;
  const ax2 = boxes[a + 2] as number;
  const ay2 = boxes[a + 3] as number;
  const bx1 = boxes[b] as number;
  const by1 = boxes[b + 1] as number;
  const bx2 = boxes[b + 2] as number;
  const by2 = boxes[b + 3] as number;
  const width = Math.min(ax2, bx2) - Math.max(ax1, bx1);
  const height = Math.min(ay2, by2) - Math.max(ay1, by1);
  if (width <= 0 || height <= 0) return 0;
  const intersection = width * height;
  return intersection / ((ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - intersection);
}
