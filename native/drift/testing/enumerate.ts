/** All choices of `size` of the places 0 to `all` - 1, each ascending: for tests that count every arrangement. */
export function* choices(all: number, size: number, from = 0): Generator<number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let first = from; first <= all - size; first++) {
    for (const rest of choices(all, size - 1, first + 1)) yield [first, ...rest];
  }
}

/** Share of all divisions of the values 1 to n + m into groups of n and m for which `holds`. */
export function shareOfDivisions(
  n: number,
  m: number,
  holds: (x: Float64Array, y: Float64Array) => boolean,
  values: readonly number[] = Array.from({ length: n + m }, (_, index) => index + 1),
): number {
  let [count, hits] = [0, 0];
  for (const chosen of choices(n + m, n)) {
    const x = Float64Array.from(chosen, (index) => values[index] as number).sort();
    const y = Float64Array.from(values.filter((_, index) => !chosen.includes(index))).sort();
    count += 1;
    if (holds(x, y)) hits += 1;
  }
  return hits / count;
}
