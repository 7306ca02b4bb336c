/** Points along the longer side; a picture with fewer pixels there is taken whole. */
const POINTS = 128;
/** Details are judged as if the longer side had this many pixels, about what a model sees. */
const DETAIL_SIDE = 640;

/**
 * Where the figures of a picture are taken: at most 128 by 128 points spread evenly over it, so that the cost is the same
 * for every size, and how far away the neighbours are that a point is compared with.
 */
export interface Grid {
  /** Columns and rows of the points, in pixels of the picture. */
  x: Int32Array;
  y: Int32Array;
  /** Pixels to a neighbour: one 640th of the longer side, at least one. */
  reach: number;
}

export function gridOf({ width, height }: { width: number; height: number }): Grid {
  const longer = Math.max(width, height);
  return {
    x: pointsAlong(width, longer),
    y: pointsAlong(height, longer),
    reach: Math.max(1, Math.round(longer / DETAIL_SIDE)),
  };
}

/** The middles of equal parts of one side. */
function pointsAlong(side: number, longer: number): Int32Array {
  const count = Math.max(1, Math.round(Math.min(side, (side * POINTS) / longer)));
  return Int32Array.from({ length: count }, (_, at) => Math.floor(((at + 0.5) * side) / count));
}
