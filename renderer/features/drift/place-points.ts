import type { EmbeddingMap } from '../../../native/contract/http/drift.ts';

export type PlacedPoint = EmbeddingMap['points'][number];

/**
 * The points in a box of `width` by `height` pixels with a margin, y upwards, each axis on its own scale, in order from
 * left to right. Axes along which nothing varies lie in the middle.
 */
export function placePoints(
  points: EmbeddingMap['points'],
  width: number,
  height: number,
  margin: number,
): PlacedPoint[] {
  const scale = (values: readonly number[], length: number) => {
    const low = Math.min(...values);
    const span = Math.max(...values) - low;
    return (value: number) =>
      span === 0 ? length / 2 : Math.round((margin + ((value - low) / span) * (length - 2 * margin)) * 10) / 10;
  };
  const toX = scale(
    points.map(({ x }) => x),
    width,
  );
  const toY = scale(
    points.map(({ y }) => y),
    height,
  );
  return points
    .map((point) => ({ ...point, x: toX(point.x), y: height - toY(point.y) }))
    .sort((a, b) => a.x - b.x || a.y - b.y);
}
