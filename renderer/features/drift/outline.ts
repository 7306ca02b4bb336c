/** A step outline in a box of `width` by `height` pixels, y downwards; heights are shares of `most`. */
export function stepOutline(shares: readonly number[], most: number, width: number, height: number): string {
  if (shares.length === 0 || most <= 0) return '';
  const step = width / shares.length;
  const y = (share: number) => (height - (share / most) * height).toFixed(1);
  const steps = shares.map((share, index) => `V${y(share)}H${((index + 1) * step).toFixed(1)}`);
  return `M0 ${height}${steps.join('')}V${height}`;
}

/** Counts as shares of their sum, zeros where there are none, so that windows of unlike size compare. */
export function toShares(counts: readonly number[]): number[] {
  const sum = counts.reduce((acc, count) => acc + count, 0);
  return counts.map((count) => (sum === 0 ? 0 : count / sum));
}

/**
 * The line of values from 0 to 1 over time; a value that is missing breaks it. Times in ms; a single value is a short
 * dash, since a line needs two.
 */
export function sparkPath(
  points: readonly { t: number; value: number | null }[],
  width: number,
  height: number,
): string {
  const first = points[0]?.t ?? 0;
  const span = (points.at(-1)?.t ?? 0) - first;
  let path = '';
  let drawing = false;
  for (const { t, value } of points) {
    if (value === null) {
      drawing = false;
      continue;
    }
    const x = span === 0 ? width - 3 : ((t - first) / span) * width;
    path += `${drawing ? 'L' : 'M'}${x.toFixed(1)} ${((1 - value) * height).toFixed(1)}`;
    if (span === 0) path += 'h3';
    drawing = true;
  }
  return path;
}
