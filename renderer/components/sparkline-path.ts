interface Frame {
  /** The figures that stand at the foot and at the head; what lies beyond is drawn there. */
  low: number;
  high: number;
  /** Of the drawing, in its own units. */
  width: number;
  height: number;
}

/**
 * The values at equal distances from left to right as an SVG path, y downwards. A null is a gap; a value between two gaps
 * is a dot.
 */
export function sparklinePath(values: readonly (number | null)[], { low, high, width, height }: Frame): string {
  const step = values.length < 2 ? 0 : width / (values.length - 1);
  const parts: string[] = [];
  let drawing = false;
  values.forEach((value, at) => {
    if (value === null) {
      drawing = false;
      return;
    }
    const share = high === low ? 0 : Math.min(1, Math.max(0, (value - low) / (high - low)));
    const point = `${(at * step).toFixed(1)} ${(height * (1 - share)).toFixed(1)}`;
    const next = values[at + 1];
    parts.push(drawing ? `L${point}` : `M${point}${next === null || next === undefined ? 'h0.1' : ''}`);
    drawing = true;
  });
  return parts.join('');
}
