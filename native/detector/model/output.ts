import { VigilError } from '../../contract/errors.ts';
import type { FactSource, Layout, Sidecar } from '../../contract/model.ts';
import { describeTensors } from './describe.ts';
import type { InputPlan } from './input.ts';
import { type DecidedBy, findLayout, type LayoutAnswer } from './layout.ts';
import type { ExportMetadata } from './metadata.ts';
import type { OnnxFile, TensorInfo } from './onnx-file.ts';
import { checkStatedLayout } from './stated-layout.ts';

export interface OutputPlan {
  name: string;
  dtype: 'float32' | 'float16';
  /** Null where the length differs from image to image. */
  shape: (number | null)[];
  layout: Layout;
  layoutSource: FactSource;
  reason: string;
  classCount: number | null;
}

/** Shapes a trial run has shown, by output name. */
export type ObservedShapes = ReadonlyMap<string, readonly number[]>;

/**
 * Chooses the output that holds the boxes, and its layout; null where free dimensions must be observed first.
 *
 * Throws `model_unsupported` with what was seen and how to state it.
 */
export function planOutput(
  file: OnnxFile,
  input: InputPlan,
  sidecar: Sidecar | null,
  metadata: ExportMetadata,
  observed: ObservedShapes | null,
): OutputPlan | null {
  if (sidecar?.layout === undefined && metadata.task !== null && metadata.task !== 'detect') {
    throw refusal(`its metadata says that its task is "${metadata.task}"`, file);
  }
  const namedClasses = sidecar?.names?.length ?? metadata.names?.length ?? null;
  const answers: { output: TensorInfo; shape: (number | null)[]; answer: LayoutAnswer }[] = [];
  for (const output of file.outputs) {
    if (output.dtype !== 'float32' && output.dtype !== 'float16') continue;
    const shape = shapeOf(output, observed);
    if (shape === null) return null;
    const question = { output: { name: output.name, dims: shape }, input, namedClasses, metadata };
    const answer = sidecar?.layout === undefined ? findLayout(question) : checkStatedLayout(sidecar.layout, question);
    answers.push({ output, shape, answer });
  }
  if (answers.some(({ answer }) => answer.kind === 'open')) return null;
  const found = answers.flatMap(({ output, shape, answer }) =>
    answer.kind === 'found' ? [{ output, shape, answer }] : [],
  );
  const [chosen] = found;
  // Older YOLOv5 exports carry their raw grids, five-dimensional, beside the boxes. Any other companion (masks, key points,
  // a second list of boxes) says that this is more than a detector.
  const companions = answers.filter(({ output, shape }) => output !== chosen?.output && shape.length !== 5);
  if (chosen === undefined || (sidecar?.layout === undefined && companions.length > 0)) {
    const seen = answers.flatMap(({ answer }) => (answer.kind === 'refused' ? [answer.seen] : []));
    throw refusal(seen.length === 1 ? (seen[0] ?? '') : 'its outputs fit no single layout', file);
  }
  const { output, shape, answer } = chosen;
  return {
    name: output.name,
    dtype: output.dtype === 'float16' ? 'float16' : 'float32',
    shape,
    layout: answer.layout,
    layoutSource: sourceOf(answer.decidedBy, sidecar),
    reason: answer.reason,
    classCount: answer.classCount,
  };
}

function sourceOf(decidedBy: DecidedBy, sidecar: Sidecar | null): FactSource {
  if (sidecar?.layout !== undefined) return 'sidecar';
  if (decidedBy === 'names') return sidecar?.names === undefined ? 'metadata' : 'sidecar';
  return decidedBy;
}

/** Declared dimensions, the free ones as observed; null where even the rank is unknown. */
function shapeOf(output: TensorInfo, observed: ObservedShapes | null): (number | null)[] | null {
  const seen = observed?.get(output.name);
  if (output.dims === null) return seen === undefined ? null : [...seen];
  const rows = output.dims.length === 2;
  return output.dims.map((dim, axis) => {
    if (typeof dim === 'number') return dim;
    // The number of rows that a suppressing model answers differs from image to image.
    return rows && axis === 0 ? null : (seen?.[axis] ?? null);
  });
}

function refusal(seen: string, file: OnnxFile): VigilError {
  return new VigilError(
    'model_unsupported',
    `No layout of a YOLO detector fits this model: ${seen}. Inputs: ${describeTensors(file.inputs)}; outputs: ` +
      `${describeTensors(file.outputs)}. If it is a detector, state "layout" (yolov5, yolov8, yolox, end2end or nms), ` +
      'and "names" or "input_size" where needed, in <model>.vigil.json beside it.',
  );
}
