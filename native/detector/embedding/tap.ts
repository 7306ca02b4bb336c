import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { OnnxFile } from '../model/onnx-file.ts';
import { findDeepestMap } from './deepest-map.ts';
import { type GraphNode, readNodes } from './graph.ts';

/** Name of the output that is added to a model; also the beginning of the names of what leads to it. */
export const EMBEDDING_OUTPUT = 'vigil_embedding';

/** Where embeddings come from: an output added to the model in memory, or not from the model. */
export type Tap =
  | {
      kind: 'tapped';
      /** The feature map, by its name in the file. */
      tensor: string;
      /** The model with one more output, float32 `[1, channels]`; the file on the disk stays as it is. */
      model: Uint8Array;
    }
  | { kind: 'none'; reason: string };

/** Element types of `TensorProto.DataType`. */
const FLOAT = 1;
const FLOAT16 = 10;
/** `AttributeProto.AttributeType.INT`. */
const ATTRIBUTE_INT = 2;
/** The largest message that protobuf parses. */
const MAX_MODEL_BYTES = 2 ** 31 - 1;

/** Operations on 8-bit tensors: which of their inputs are the scale and the zero point of what they make. */
const QUANTISATION: Readonly<Record<string, readonly [scale: number, zeroPoint: number]>> = {
  QuantizeLinear: [1, 2],
  QLinearConv: [6, 7],
  QLinearAdd: [6, 7],
  QLinearMul: [6, 7],
  QLinearConcat: [0, 1],
  QLinearSigmoid: [3, 4],
  QLinearLeakyRelu: [3, 4],
};

/**
 * Adds an output to a serialised model: the mean of each channel of its deepest feature map (`findDeepestMap`), so that only
 * one number a channel leaves the session. What a model answers besides stays as it is.
 */
export function tapModel(bytes: Uint8Array, file: OnnxFile): Tap {
  const [input] = file.inputs;
  if (input === undefined) return none('The model has no input.');
  if (file.externalFiles.length > 0) {
    return none('The model keeps weights in files beside it, which are found only when it is loaded from the disk.');
  }
  const nodes = tryReadNodes(bytes);
  if (nodes === null) return none('The nodes of the model cannot be read.');
  const tensor = findDeepestMap(nodes, input.name);
  if (tensor === null) {
    return none('Nothing in the model enlarges a feature map, by which the deepest one would be known.');
  }
  const isHalf = input.dtype === 'float16' || nodes.some(({ castTo }) => castTo === FLOAT16);
  const addition = addedGraph(tensor, isHalf, quantisationOf(tensor, nodes));
  if (bytes.length + addition.length > MAX_MODEL_BYTES) return none('The model is too large for one more output.');
  const model = new Uint8Array(bytes.length + addition.length);
  model.set(bytes);
  model.set(addition, bytes.length);
  return { kind: 'tapped', tensor, model };
}

/** Null where they are broken: the runtime is to say so, in its words. */
function tryReadNodes(bytes: Uint8Array): GraphNode[] | null {
  try {
    return readNodes(bytes);
  } catch {
    return null;
  }
}

const none = (reason: string): Tap => ({ kind: 'none', reason });

interface Quantisation {
  scale: string;
  zeroPoint: string;
}

/** How the integers of a tensor become numbers again; null for a tensor of floats. */
function quantisationOf(tensor: string, nodes: readonly GraphNode[]): Quantisation | null {
  const producer = nodes.find(({ outputs }) => outputs.includes(tensor));
  const places = producer === undefined ? undefined : QUANTISATION[producer.op];
  const [scale, zeroPoint] = places?.map((at) => producer?.inputs[at]) ?? [];
  return scale === undefined || zeroPoint === undefined ? null : { scale, zeroPoint };
}

/**
 * What is appended to the file: a second `graph` field of ModelProto with the new nodes and the new output. A parser merges
 * it with the first, list by list (https://protobuf.dev/programming-guides/encoding/#last-one-wins), so nothing of the
 * model has to be decoded or written anew.
 */
function addedGraph(tensor: string, isHalf: boolean, quantisation: Quantisation | null): Uint8Array {
  const writer = new BinaryWriter();
  const message = (field: number, write: () => void) => {
    writer.tag(field, WireType.LengthDelimited).fork();
    write();
    writer.join();
  };
  const text = (field: number, value: string) => writer.tag(field, WireType.LengthDelimited).string(value);
  const number = (field: number, value: number) => writer.tag(field, WireType.Varint).int64(value);
  const node = (op: string, inputs: readonly string[], output: string, to?: number) =>
    message(1, () => {
      for (const input of inputs) text(1, input);
      text(2, output);
      text(3, `${output}_${op}`);
      text(4, op);
      if (to === undefined) return;
      message(5, () => {
        text(1, 'to');
        number(3, to);
        number(20, ATTRIBUTE_INT);
      });
    });

  message(7, () => {
    let map = tensor;
    if (quantisation !== null) {
      map = `${EMBEDDING_OUTPUT}_map`;
      node('DequantizeLinear', [tensor, quantisation.scale, quantisation.zeroPoint], map);
    }
    const pooled = `${EMBEDDING_OUTPUT}_pooled`;
    node('GlobalAveragePool', [map], pooled);
    // A half may be what is pooled: the cast makes the type of the output certain.
    const flat = isHalf ? `${EMBEDDING_OUTPUT}_flat` : EMBEDDING_OUTPUT;
    node('Flatten', [pooled], flat);
    if (isHalf) node('Cast', [flat], EMBEDDING_OUTPUT, FLOAT);
    message(12, () => {
      text(1, EMBEDDING_OUTPUT);
      message(2, () => message(1, () => number(1, FLOAT)));
    });
  });
  return writer.finish();
}
