import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ObservedShapes } from './model/output.ts';
import type { InputTensor } from './tensor.ts';

/** What a trial run on a grey canvas showed. */
export interface Trial {
  shapes: ObservedShapes;
  milliseconds: number;
}

/** Mid grey in the scale of 0 to 1, and near black in that of 0 to 255: either way a picture of nothing. */
const GREY = 114 / 255;

/** Runs every output once on a canvas of nothing. Rejects with the runtime's error. */
export async function runTrial(session: InferenceSession, input: InputTensor, inputName: string): Promise<Trial> {
  input.values.fill(GREY);
  input.commit();
  const started = performance.now();
  const outputs = await session.run({ [inputName]: input.tensor });
  const milliseconds = performance.now() - started;
  const shapes = new Map(Object.entries(outputs).map(([name, tensor]: [string, Tensor]) => [name, tensor.dims]));
  return { shapes, milliseconds };
}
