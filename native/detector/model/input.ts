import { VigilError } from '../../contract/errors.ts';
import type { FactSource, Sidecar } from '../../contract/model.ts';
import { describeDims, describeTensors } from './describe.ts';
import type { ExportMetadata } from './metadata.ts';
import type { OnnxFile, TensorInfo } from './onnx-file.ts';

/** The square a model with free height and width gets when nothing else is known: what nearly all are trained at. */
const DEFAULT_SIDE = 640;

export interface InputPlan {
  name: string;
  dtype: 'float32' | 'float16';
  height: number;
  width: number;
  /** The file leaves height or width free. */
  dynamic: boolean;
  size_source: FactSource;
  /** Values for the named free dimensions of the input, so that ONNX Runtime plans for fixed shapes. */
  freeDimensions: Record<string, number>;
}

/**
 * How the one input is to be fed: `[1, 3, height, width]`, float. A size the file leaves free comes from the sidecar, then
 * from the metadata, then from custom (640 x 640).
 *
 * Throws `model_unsupported` with what was seen where the input is another, or contradicts the sidecar.
 */
export function planInput(file: OnnxFile, sidecar: Sidecar | null, metadata: ExportMetadata): InputPlan {
  const [input] = file.inputs;
  if (input === undefined || file.inputs.length !== 1) {
    throw unsupported(`it has ${file.inputs.length} inputs (${describeTensors(file.inputs)})`);
  }
  const { dtype, dims } = input;
  if (dtype !== 'float32' && dtype !== 'float16') throw unsupported(`its input is ${describeTensors([input])}`);
  if (dims?.length !== 4) throw unsupported(`its input ${input.name} is ${describeDims(dims)}`);
  const [batch, channels] = dims;
  if (typeof batch === 'number' && batch !== 1) {
    throw unsupported(`it takes ${batch} images at once (${describeTensors([input])}); export it with batch 1`);
  }
  if (typeof channels === 'number' && channels !== 3) throw unsupported(`its input is ${describeTensors([input])}`);

  const fixed = { height: fixedSide(dims[2]), width: fixedSide(dims[3]) };
  const size = chooseSize(fixed, sidecar, metadata);
  if (
    sidecar?.input_size !== undefined &&
    (size.height !== sidecar.input_size[0] || size.width !== sidecar.input_size[1])
  ) {
    throw new VigilError(
      'model_unsupported',
      `The sidecar states input_size ${sidecar.input_size.join(' x ')}, but the file fixes the input at ` +
        `${describeDims(dims)}. Remove input_size, or export the model at that size.`,
    );
  }
  return {
    name: input.name,
    dtype,
    height: size.height,
    width: size.width,
    dynamic: fixed.height === null || fixed.width === null,
    size_source: size.source,
    freeDimensions: freeDimensions(input, size),
  };
}

function chooseSize(
  fixed: { height: number | null; width: number | null },
  sidecar: Sidecar | null,
  metadata: ExportMetadata,
): { height: number; width: number; source: FactSource } {
  if (fixed.height !== null && fixed.width !== null) {
    return { height: fixed.height, width: fixed.width, source: 'shape' };
  }
  const stated = sidecar?.input_size ?? metadata.imageSize;
  const side = fixed.height ?? fixed.width ?? DEFAULT_SIDE;
  const [height, width] = stated ?? [side, side];
  const source = sidecar?.input_size !== undefined ? 'sidecar' : stated !== null ? 'metadata' : 'default';
  return { height: fixed.height ?? height, width: fixed.width ?? width, source };
}

function fixedSide(dimension: number | string | null | undefined): number | null {
  return typeof dimension === 'number' && dimension > 0 ? dimension : null;
}

/** Values for the named free dimensions of an input at the given size. */
export function freeDimensions(
  input: TensorInfo | undefined,
  size: { height: number; width: number },
): Record<string, number> {
  const values = [1, 3, size.height, size.width];
  const entries: [string, number][] = [];
  for (const [axis, dimension] of (input?.dims ?? []).entries()) {
    const value = values[axis];
    if (typeof dimension === 'string' && value !== undefined) entries.push([dimension, value]);
  }
  return Object.fromEntries(entries);
}

function unsupported(seen: string): VigilError {
  return new VigilError(
    'model_unsupported',
    `This is no detector that Vigil can feed: ${seen}. It needs one float32 or float16 input [1, 3, height, width]; ` +
      'export the model to ONNX in that form.',
  );
}
