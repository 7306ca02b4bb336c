/** To the nearest whole number, a half to the even neighbour, as Python's `round` and C's `lrint` do. */
export function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  return value - below === 0.5 ? below + (below % 2) : Math.round(value);
}
