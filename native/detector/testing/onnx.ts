import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** A node for a model made in a test; attributes are whole numbers or lists of them. */
export interface MadeNode {
  op: string;
  in: string[];
  out: string[];
  attributes?: Record<string, number | number[]>;
}

export interface MadeModel {
  nodes: MadeNode[];
  /** Name, element type by its number in onnx.proto, dimensions. */
  inputs?: [name: string, type: number, dims: number[]][];
  outputs?: [name: string, type: number, dims: number[]][];
  /** Floats, by name. */
  weights?: Record<string, { dims: number[]; values: number[]; file?: string }>;
}

/** A serialised ModelProto of opset 17 (field numbers from onnx.proto). */
export function makeModel({ nodes, inputs = [], outputs = [], weights = {} }: MadeModel): Uint8Array {
  const writer = new BinaryWriter();
  const message = (field: number, write: () => void) => {
    writer.tag(field, WireType.LengthDelimited).fork();
    write();
    writer.join();
  };
  const text = (field: number, value: string) => writer.tag(field, WireType.LengthDelimited).string(value);
  const number = (field: number, value: number) => writer.tag(field, WireType.Varint).int64(value);
  const value = (field: number, [name, type, dims]: [string, number, number[]]) =>
    message(field, () => {
      text(1, name);
      message(2, () =>
        message(1, () => {
          number(1, type);
          message(2, () => {
            for (const dim of dims) message(1, () => number(1, dim));
          });
        }),
      );
    });

  number(1, 8);
  message(7, () => {
    for (const node of nodes) message(1, () => writeNode(node));
    text(2, 'made');
    for (const [name, weight] of Object.entries(weights)) message(5, () => writeWeight(name, weight));
    for (const input of inputs) value(11, input);
    for (const output of outputs) value(12, output);
  });
  message(8, () => number(2, 17));
  return writer.finish();

  function writeNode(node: MadeNode) {
    for (const name of node.in) text(1, name);
    for (const name of node.out) text(2, name);
    text(4, node.op);
    for (const [name, whole] of Object.entries(node.attributes ?? {})) {
      message(5, () => {
        text(1, name);
        if (typeof whole === 'number') number(3, whole);
        else for (const one of whole) number(8, one);
        number(20, typeof whole === 'number' ? 2 : 7);
      });
    }
  }

  function writeWeight(name: string, { dims, values, file }: { dims: number[]; values: number[]; file?: string }) {
    for (const dim of dims) number(1, dim);
    number(2, 1);
    text(8, name);
    if (file === undefined) {
      writer.tag(9, WireType.LengthDelimited).bytes(new Uint8Array(Float32Array.from(values).buffer));
      return;
    }
    message(13, () => {
      text(1, 'location');
      text(2, file);
    });
    number(14, 1);
  }
}
