import { BINARY } from './binary.ts';

/** As much of https://webassembly.github.io/spec/js-api as is used here: TypeScript has it only among a browser's types. */
declare const WebAssembly: {
  Module: new (binary: Uint8Array) => object;
  Instance: new (module: object) => { exports: object };
};

/** What kernels.wat exports; a test calls each of them. */
interface Exports {
  memory: { buffer: ArrayBuffer; grow: (pages: number) => number };
  distancesOfRow: (first: number, row: number, stride: number, out: number) => void;
  sumOver: (matrix: number, stride: number, members: number, size: number, isMember: number) => number;
}

const PAGE = 65_536;
const instance = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(BINARY, 'base64')));
// The instance is made of a file of ours, whose exports these are.
const { memory, distancesOfRow, sumOver } = instance.exports as Exports;

/** Both functions use the memory from its beginning, so neither may be called while another's result is still read there. */
function reserve(bytes: number): ArrayBuffer {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  return memory.buffer;
}

/** In bytes: rows begin at multiples of 32. */
const strideOf = (bytes: number) => Math.ceil(bytes / 32) * 32;

/**
 * Squared Euclidean distances of all pairs of rows, packed: pair (i, j), j < i, at i (i - 1) / 2 + j. Differences rather
 * than scalar products, so that equal rows are at distance 0 exactly.
 *
 * @param values row-major, `dimension` numbers a row
 */
export function pairDistances(values: Float64Array, dimension: number): Float64Array {
  const rows = dimension === 0 ? 0 : values.length / dimension;
  const stride = strideOf(dimension * 8);
  const buffer = reserve((stride + 8) * rows);
  const padded = new Float64Array(buffer, 0, (stride / 8) * rows).fill(0);
  for (let row = 0; row < rows; row++) {
    padded.set(values.subarray(row * dimension, (row + 1) * dimension), (row * stride) / 8);
  }
  const ofRow = new Float64Array(buffer, stride * rows, rows);
  const distances = new Float64Array((rows * (rows - 1)) / 2);
  for (let row = 1, at = 0; row < rows; at += row, row++) {
    distancesOfRow(0, row * stride, stride, stride * rows);
    distances.set(ofRow.subarray(0, row), at);
  }
  return distances;
}

/** Sums of a symmetric matrix over groups of its rows. */
export interface GroupSums {
  /** All row numbers; who sums moves a group to the front. */
  order: Int32Array;
  /** Sum over the pairs (a, b), b <= a, of the first `size` members of `order`, which must stay within 32 bits. */
  sum: (size: number) => number;
}

/**
 * @param lower the entry of (a, b), b <= a, at a (a + 1) / 2 + b
 * @returns to be used before any other function of this module is called
 */
export function groupSums(lower: Int16Array, rows: number): GroupSums {
  const stride = strideOf(rows * 2);
  const flagsAt = stride * rows;
  const orderAt = flagsAt + stride;
  const buffer = reserve(orderAt + rows * 4);
  const matrix = new Int16Array(buffer, 0, (stride / 2) * rows).fill(0);
  for (let row = 0, at = 0; row < rows; row++, at += row) {
    matrix.set(lower.subarray(at, at + row + 1), (row * stride) / 2);
  }
  const isMember = new Int16Array(buffer, flagsAt, stride / 2);
  const order = new Int32Array(buffer, orderAt, rows);
  for (let row = 0; row < rows; row++) order[row] = row;
  return {
    order,
    sum: (size) => {
      isMember.fill(0);
      for (let index = 0; index < size; index++) isMember[order[index] as number] = 1;
      return sumOver(0, stride, orderAt, size, flagsAt);
    },
  };
}
