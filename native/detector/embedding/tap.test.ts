import { describe, expect, it } from 'vitest';
import { readOnnxFile } from '../model/onnx-file.ts';
import { type MadeModel, type MadeNode, makeModel } from '../testing/onnx.ts';
import { readNodes } from './graph.ts';
import { EMBEDDING_OUTPUT, tapModel } from './tap.ts';

const FLOAT = 1;
const FLOAT16 = 10;

const made = (nodes: MadeNode[], more: Partial<MadeModel> = {}, type = FLOAT) =>
  makeModel({
    nodes,
    inputs: [['image', type, [1, 3, 64, 64]]],
    outputs: [['boxes', type, [1, 6, 21]]],
    ...more,
  });
const deep: MadeNode = { op: 'MaxPool', in: ['image'], out: ['deep'], attributes: { strides: [32, 32] } };
const up: MadeNode = { op: 'Resize', in: ['deep', '', 'scales'], out: ['up'] };
const tap = (bytes: Uint8Array) => tapModel(bytes, readOnnxFile(bytes));
/** What was added, as `OP input > output`. */
const added = (bytes: Uint8Array) => {
  const tapped = tap(bytes);
  if (tapped.kind === 'none') return tapped.reason;
  const before = readNodes(bytes).length;
  const nodes = readNodes(tapped.model).slice(before);
  return nodes.map(({ op, inputs, outputs }) => `${op} ${inputs} > ${outputs}`);
};

describe('a tapped model', () => {
  const bytes = made([deep, up]);

  it('is the file with one more output behind it', () => {
    const tapped = tap(bytes);
    if (tapped.kind === 'none') throw new Error(tapped.reason);
    expect(tapped.tensor).toBe('deep');
    expect(tapped.model.subarray(0, bytes.length)).toEqual(bytes);
    const before = readOnnxFile(bytes);
    expect(readOnnxFile(tapped.model)).toEqual({
      ...before,
      outputs: [...before.outputs, { name: EMBEDDING_OUTPUT, dtype: 'float32', dims: null }],
    });
  });

  it('averages each channel', () => {
    expect(added(bytes)).toEqual([
      'GlobalAveragePool deep > vigil_embedding_pooled',
      'Flatten vigil_embedding_pooled > vigil_embedding',
    ]);
  });

  it('answers float32 where halves may be inside', () => {
    const halved: MadeNode = { op: 'Cast', in: ['image'], out: ['half'], attributes: { to: FLOAT16 } };
    const inside = made([halved, { ...deep, in: ['half'] }, up]);
    for (const model of [made([deep, up], {}, FLOAT16), inside]) {
      expect(added(model)).toContain('Cast vigil_embedding_flat > vigil_embedding');
    }
    expect(readNodes(inside).at(0)?.castTo).toBe(FLOAT16);
  });

  it('makes numbers of integers with the scale of what made them', () => {
    const quantised: MadeNode = {
      op: 'QLinearConv',
      in: ['image', 'xs', 'xz', 'w', 'ws', 'wz', 'ys', 'yz'],
      out: ['deep'],
      attributes: { strides: [32, 32] },
    };
    expect(added(made([quantised, up]))).toEqual([
      'DequantizeLinear deep,ys,yz > vigil_embedding_map',
      'GlobalAveragePool vigil_embedding_map > vigil_embedding_pooled',
      'Flatten vigil_embedding_pooled > vigil_embedding',
    ]);
  });
});

describe('no tap', () => {
  it('where the model enlarges nothing', () => {
    expect(added(made([deep]))).toContain('Nothing in the model enlarges');
  });

  it('where weights lie in other files', () => {
    const weights = { w: { dims: [1], values: [], file: 'weights.bin' } };
    expect(added(made([deep, up], { weights }))).toContain('weights in files beside it');
  });

  it('where there is no input, or nodes are broken', () => {
    expect(added(makeModel({ nodes: [deep, up] }))).toContain('no input');
    const bytes = made([deep, up]);
    // The first node claims to be longer than the graph, which a reader of the header alone steps over.
    const at = bytes.indexOf('d'.charCodeAt(0));
    const broken = Uint8Array.from(bytes);
    broken[at - 1] = 120;
    expect(tapModel(broken, readOnnxFile(bytes))).toEqual({
      kind: 'none',
      reason: 'The nodes of the model cannot be read.',
    });
  });
});

describe('readNodes', () => {
  it('reads lists of numbers in either form', () => {
    const [node] = readNodes(made([deep]));
    expect(node).toEqual({ op: 'MaxPool', inputs: ['image'], outputs: ['deep'], strides: [32, 32], castTo: null });
    const packed = Uint8Array.of(
      ...[0x3a, 25, 0x0a, 23, 0x0a, 1, 0x61, 0x12, 1, 0x62, 0x22, 1, 0x43],
      ...[0x2a, 12, 0x0a, 7, ...Buffer.from('strides'), 0x42, 1, 4],
    );
    expect(readNodes(packed)).toEqual([{ op: 'C', inputs: ['a'], outputs: ['b'], strides: [4], castTo: null }]);
  });
});
