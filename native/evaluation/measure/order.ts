const DIGIT_BITS = 16;
const DIGITS = 1 << DIGIT_BITS;

/**
 * Positions of scores from the highest down, equal ones in the order they came. A radix sort on the bits of the numbers,
 * whose order is that of the numbers where none is negative: half a million take some ten milliseconds, so that a service
 * can sort them between two requests.
 */
export function orderByScore(scores: Float32Array): Uint32Array {
  const { length } = scores;
  const bits = new Uint32Array(scores.buffer, scores.byteOffset, length);
  // Inverted, so that the highest score comes first.
  const low = (position: number) => ~(bits[position] as number) & (DIGITS - 1);
  const high = (position: number) => ~(bits[position] as number) >>> DIGIT_BITS;
  const order = new Uint32Array(length);
  for (let position = 0; position < length; position++) order[position] = position;
  return sortByDigit(sortByDigit(order, low), high);
}

function sortByDigit(order: Uint32Array, digitOf: (position: number) => number): Uint32Array {
  const starts = new Uint32Array(DIGITS + 1);
  for (let at = 0; at < order.length; at++) (starts[digitOf(order[at] as number) + 1] as number)++;
  for (let digit = 0; digit < DIGITS; digit++) (starts[digit + 1] as number) += starts[digit] as number;
  const sorted = new Uint32Array(order.length);
  for (let at = 0; at < order.length; at++) {
    const position = order[at] as number;
    sorted[(starts[digitOf(position)] as number)++] = position;
  }
  return sorted;
}

/** The numbers of a packed list in another order, as a list like it. */
export function reorder<Packed extends Float32Array | Uint16Array | Uint8Array>(
  packed: Packed,
  order: Uint32Array,
): Packed {
  const moved = packed.slice(0, order.length) as Packed;
  for (let at = 0; at < order.length; at++) moved[at] = packed[order[at] as number] as number;
  return moved;
}
