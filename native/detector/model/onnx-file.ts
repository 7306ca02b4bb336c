import { BinaryReader } from '@bufbuild/protobuf/wire';
import { VigilError } from '../../contract/errors.ts';
import { readFields } from './protobuf.ts';

/** Element types by their number in `TensorProto.DataType` of onnx.proto. */
const ELEMENT_TYPES: Record<number, string> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'float64',
  12: 'uint32',
  13: 'uint64',
  16: 'bfloat16',
};

export interface TensorInfo {
  name: string;
  /** As in `float32`; `type 17` for a number this table lacks, `no tensor` for sequences, maps and optionals. */
  dtype: string;
  /** A number, the name of a free dimension, or null where the file says nothing; null as a whole for an unknown rank. */
  dims: (number | string | null)[] | null;
}

/** The part of an ONNX file that describes it; nodes and weights are stepped over. */
export interface OnnxFile {
  producer: string;
  /** Version of the default operator set. */
  opset: number | null;
  /** Graph inputs that no initializer feeds. */
  inputs: TensorInfo[];
  outputs: TensorInfo[];
  metadata: Record<string, string>;
  /** Relative paths of files that hold weights outside this one. */
  externalFiles: string[];
}

/**
 * Reads the description out of a serialised ModelProto (field numbers from onnx.proto). A graph that comes in several parts
 * is one, as it is for any parser.
 *
 * Throws `model_unreadable` where the bytes are no such message or hold no graph.
 */
export function readOnnxFile(bytes: Uint8Array): OnnxFile {
  const file: OnnxFile = { producer: '', opset: null, inputs: [], outputs: [], metadata: {}, externalFiles: [] };
  if (bytes.length === 0)
    throw new VigilError('model_unreadable', 'The file is empty. Copy or export the model again.');
  let hasGraph = false;
  try {
    const reader = new BinaryReader(bytes);
    readFields(reader, reader.len, {
      values: {
        2: () => {
          file.producer = reader.string();
        },
      },
      messages: {
        7: (end) => {
          hasGraph = true;
          readGraph(reader, end, file);
        },
        8: (end) => {
          const { domain, version } = readOperatorSet(reader, end);
          if (domain === '' || domain === 'ai.onnx') file.opset = version;
        },
        14: (end) => {
          const [key, value] = readEntry(reader, end);
          file.metadata[key] = value;
        },
      },
    });
  } catch (cause) {
    throw new VigilError(
      'model_unreadable',
      'The file is cut short or is no ONNX model. Copy it again, or export the model to ONNX.',
      { cause },
    );
  }
  if (!hasGraph) {
    throw new VigilError('model_unreadable', 'The file is no ONNX model: it holds no graph. Export the model to ONNX.');
  }
  return file;
}

function readOperatorSet(reader: BinaryReader, end: number): { domain: string; version: number } {
  const set = { domain: '', version: 0 };
  readFields(reader, end, {
    values: {
      1: () => {
        set.domain = reader.string();
      },
      2: () => {
        set.version = Number(reader.int64());
      },
    },
  });
  return set;
}

function readGraph(reader: BinaryReader, end: number, file: OnnxFile): void {
  const inputs: TensorInfo[] = [];
  const fed = new Set<string>();
  const external = new Set<string>();
  readFields(reader, end, {
    messages: {
      5: (tensorEnd) => {
        const initializer = readInitializer(reader, tensorEnd);
        fed.add(initializer.name);
        if (initializer.externalFile !== null) external.add(initializer.externalFile);
      },
      11: (valueEnd) => {
        inputs.push(readValueInfo(reader, valueEnd));
      },
      12: (valueEnd) => {
        file.outputs.push(readValueInfo(reader, valueEnd));
      },
    },
  });
  // Files of IR version 3 and older list the weights among the inputs too.
  file.inputs.push(...inputs.filter((input) => !fed.has(input.name)));
  file.externalFiles.push(...external);
}

function readInitializer(reader: BinaryReader, end: number): { name: string; externalFile: string | null } {
  const info: { name: string; externalFile: string | null } = { name: '', externalFile: null };
  readFields(reader, end, {
    values: {
      8: () => {
        info.name = reader.string();
      },
    },
    messages: {
      13: (entryEnd) => {
        const [key, value] = readEntry(reader, entryEnd);
        if (key === 'location') info.externalFile = value;
      },
    },
  });
  return info;
}

function readValueInfo(reader: BinaryReader, end: number): TensorInfo {
  const info: TensorInfo = { name: '', dtype: 'no tensor', dims: null };
  readFields(reader, end, {
    values: {
      1: () => {
        info.name = reader.string();
      },
    },
    messages: {
      2: (typeEnd) =>
        readFields(reader, typeEnd, { messages: { 1: (tensorEnd) => readTensorType(reader, tensorEnd, info) } }),
    },
  });
  return info;
}

function readTensorType(reader: BinaryReader, end: number, info: TensorInfo): void {
  readFields(reader, end, {
    values: {
      1: () => {
        const type = reader.int32();
        info.dtype = ELEMENT_TYPES[type] ?? `type ${type}`;
      },
    },
    messages: {
      2: (shapeEnd) => {
        const dims: (number | string | null)[] = [];
        readFields(reader, shapeEnd, { messages: { 1: (dimEnd) => dims.push(readDimension(reader, dimEnd)) } });
        info.dims = dims;
      },
    },
  });
}

function readDimension(reader: BinaryReader, end: number): number | string | null {
  let dimension: number | string | null = null;
  readFields(reader, end, {
    values: {
      1: () => {
        const value = Number(reader.int64());
        dimension = value >= 0 ? value : null;
      },
      2: () => {
        dimension = reader.string() || null;
      },
    },
  });
  return dimension;
}

/** A StringStringEntryProto: key and value. */
function readEntry(reader: BinaryReader, end: number): [string, string] {
  let key = '';
  let value = '';
  readFields(reader, end, {
    values: {
      1: () => {
        key = reader.string();
      },
      2: () => {
        value = reader.string();
      },
    },
  });
  return [key, value];
}
