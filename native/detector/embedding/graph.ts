import { BinaryReader } from '@bufbuild/protobuf/wire';
import { readFields } from '../model/protobuf.ts';

/** One operation of an ONNX graph, with the few attributes that matter here. */
export interface GraphNode {
  op: string;
  inputs: string[];
  outputs: string[];
  /** Steps of a convolution or pooling, one an axis; empty where the node states none. */
  strides: number[];
  /** Element type that a Cast makes, by its number in `TensorProto.DataType`. */
  castTo: number | null;
}

/**
 * The nodes of a serialised ModelProto, in their order, in which each stands behind those it feeds on (field numbers from
 * onnx.proto). Weights are stepped over, and so are nodes inside of branches and loops. Throws where the bytes are broken.
 */
export function readNodes(bytes: Uint8Array): GraphNode[] {
  const nodes: GraphNode[] = [];
  const reader = new BinaryReader(bytes);
  readFields(reader, reader.len, {
    messages: {
      7: (graphEnd) =>
        readFields(reader, graphEnd, { messages: { 1: (nodeEnd) => nodes.push(readNode(reader, nodeEnd)) } }),
    },
  });
  return nodes;
}

function readNode(reader: BinaryReader, end: number): GraphNode {
  const node: GraphNode = { op: '', inputs: [], outputs: [], strides: [], castTo: null };
  readFields(reader, end, {
    values: {
      1: () => {
        node.inputs.push(reader.string());
      },
      2: () => {
        node.outputs.push(reader.string());
      },
      4: () => {
        node.op = reader.string();
      },
    },
    messages: { 5: (attributeEnd) => readAttribute(reader, attributeEnd, node) },
  });
  return node;
}

function readAttribute(reader: BinaryReader, end: number, node: GraphNode): void {
  let name = '';
  let whole: number | null = null;
  const several: number[] = [];
  const readOne = () => {
    several.push(Number(reader.int64()));
  };
  readFields(reader, end, {
    values: {
      1: () => {
        name = reader.string();
      },
      3: () => {
        whole = Number(reader.int64());
      },
      8: readOne,
    },
    messages: {
      // Packed or one by one: a writer may choose.
      8: (packedEnd) => {
        while (reader.pos < packedEnd) readOne();
      },
    },
  });
  if (name === 'strides') node.strides = several;
  if (name === 'to') node.castTo = whole;
}
