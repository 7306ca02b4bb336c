import { Tensor } from 'onnxruntime-node';
import type { InputPlan } from './model/input.ts';

/** The input tensor `[1, 3, height, width]` of one model: one buffer, filled anew for every run. */
export class InputTensor {
  /** Planes of three channels, row by row; write here, then `commit`. */
  readonly values: Float32Array;
  readonly tensor: Tensor;
  readonly #half: Float16Array | null;

  constructor(input: Pick<InputPlan, 'dtype' | 'height' | 'width'>) {
    const dims = [1, 3, input.height, input.width];
    const length = 3 * input.height * input.width;
    this.values = new Float32Array(length);
    if (input.dtype === 'float32') {
      this.#half = null;
      this.tensor = new Tensor('float32', this.values, dims);
      return;
    }
    const words = new Uint16Array(length);
    this.#half = new Float16Array(words.buffer);
    this.tensor = new Tensor('float16', words, dims);
    // The binding reads a Float16Array as empty, and the constructor makes one of the words wherever the platform has it.
    // https://github.com/microsoft/onnxruntime/pull/32323
    Object.defineProperty(this.tensor, 'cpuData', { value: words, configurable: true });
  }

  /** Makes `values` what the next run sees. */
  commit(): void {
    this.#half?.set(this.values);
  }
}

/** The numbers of an output tensor as float32; a float16 output is widened. Throws TypeError on any other type. */
export function readFloats(tensor: Tensor): Float32Array {
  const data: unknown = tensor.data;
  if (data instanceof Float32Array) return data;
  const half = data instanceof Uint16Array ? new Float16Array(data.buffer, data.byteOffset, data.length) : data;
  if (!(half instanceof Float16Array)) throw new TypeError(`an output of type ${tensor.type} holds no floats`);
  const floats = new Float32Array(half.length);
  // A plain loop is nearly twice as fast as `set` here.
  for (let at = 0; at < floats.length; at++) floats[at] = half[at] as number;
  return floats;
}
