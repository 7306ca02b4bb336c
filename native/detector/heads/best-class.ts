/** Position, relative to `from`, of the greatest of `count` neighbouring values; 0 where none is a number. */
export function bestClass(data: Float32Array, from: number, count: number): number {
  let best = 0;
  let bestValue = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < count; at++) {
    const value = data[from + at] as number;
    if (value > bestValue) {
      bestValue = value;
      best = at;
    }
  }
  return best;
}
