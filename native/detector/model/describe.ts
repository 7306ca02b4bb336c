import type { TensorInfo } from './onnx-file.ts';

type Dims = readonly (number | string | null)[] | null;

/** A shape for people: `[1, 3, height, width]`, `?` where the file says nothing. */
export function describeDims(dims: Dims): string {
  return dims === null ? 'of unknown shape' : `[${dims.map((dim) => dim ?? '?').join(', ')}]`;
}

/** `output0 float32 [1, 84, 8400], output1 float32 [1, 32, 160, 160]`, or `none`. */
export function describeTensors(tensors: readonly TensorInfo[]): string {
  if (tensors.length === 0) return 'none';
  const shown = tensors.slice(0, 8).map((tensor) => `${tensor.name} ${tensor.dtype} ${describeDims(tensor.dims)}`);
  if (tensors.length > shown.length) shown.push(`and ${tensors.length - shown.length} more`);
  return shown.join(', ');
}
