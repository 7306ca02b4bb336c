import { readFileSync } from 'node:fs';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { describe, expect, it } from 'vitest';
import { hasShared, sharedPath } from '../../testing/shared.ts';
import { readOnnxFile } from './onnx-file.ts';

const message = (field: number, write: (writer: BinaryWriter) => unknown) => (writer: BinaryWriter) => {
  writer.tag(field, WireType.LengthDelimited).fork();
  write(writer);
  writer.join();
};
const text = (field: number, value: string) => (writer: BinaryWriter) =>
  writer.tag(field, WireType.LengthDelimited).string(value);
const number = (field: number, value: number) => (writer: BinaryWriter) =>
  writer.tag(field, WireType.Varint).int64(value);
const all =
  (...parts: ((writer: BinaryWriter) => unknown)[]) =>
  (writer: BinaryWriter) => {
    for (const part of parts) part(writer);
  };
const value = (field: number, name: string, type: number, ...dims: (number | string | null)[]) =>
  message(
    field,
    all(
      text(1, name),
      message(
        2,
        message(
          1,
          all(
            number(1, type),
            message(
              2,
              all(
                ...dims.map((dim) =>
                  message(1, typeof dim === 'number' ? number(1, dim) : dim === null ? () => {} : text(2, dim)),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  );
const build = (...parts: ((writer: BinaryWriter) => unknown)[]) => {
  const writer = new BinaryWriter();
  all(...parts)(writer);
  return writer.finish();
};

describe('readOnnxFile', () => {
  const model = build(
    number(1, 8),
    text(2, 'pytorch'),
    message(
      7,
      all(
        message(1, text(1, 'a node to step over')),
        message(
          5,
          all(
            number(1, 3),
            text(8, 'weight'),
            message(9, () => {}),
          ),
        ),
        message(
          5,
          all(text(8, 'outside'), message(13, all(text(1, 'location'), text(2, 'weights.bin'))), number(14, 1)),
        ),
        value(11, 'images', 10, 'batch', 3, null, 'width'),
        value(11, 'weight', 1, 3),
        value(12, 'output0', 1, 1, 84, 8400),
        message(
          12,
          all(
            text(1, 'sequence'),
            message(
              2,
              message(4, () => {}),
            ),
          ),
        ),
      ),
    ),
    message(8, all(text(1, ''), number(2, 17))),
    message(8, all(text(1, 'com.microsoft'), number(2, 1))),
    message(14, all(text(1, 'names'), text(2, "{0: 'é'}"))),
    message(14, all(text(1, 'note'))),
  );

  it('reads inputs without the weights, outputs, metadata and external files', () => {
    expect(readOnnxFile(model)).toEqual({
      producer: 'pytorch',
      opset: 17,
      inputs: [{ name: 'images', dtype: 'float16', dims: ['batch', 3, null, 'width'] }],
      outputs: [
        { name: 'output0', dtype: 'float32', dims: [1, 84, 8400] },
        { name: 'sequence', dtype: 'no tensor', dims: null },
      ],
      metadata: { names: "{0: 'é'}", note: '' },
      externalFiles: ['weights.bin'],
    });
  });

  it('refuses every shortened copy, or reads less of it, but never hangs or throws anything else', () => {
    for (let length = 0; length < model.length; length++) {
      const attempt = () => readOnnxFile(model.subarray(0, length));
      try {
        expect(attempt().metadata).not.toHaveProperty('note');
      } catch (error) {
        expect(error).toMatchObject({ code: 'model_unreadable' });
      }
    }
  });

  it('survives any single wrong byte', () => {
    for (let at = 0; at < model.length; at++) {
      const broken = Uint8Array.from(model);
      broken[at] = (broken[at] as number) ^ 0xff;
      try {
        readOnnxFile(broken);
      } catch (error) {
        expect(error).toMatchObject({ code: 'model_unreadable' });
      }
    }
  });

  it('refuses a message without a graph', () => {
    expect(() => readOnnxFile(build(number(1, 8)))).toThrow('it holds no graph');
  });

  it.skipIf(!hasShared)('agrees with the documented shape of a real file', () => {
    const file = readOnnxFile(readFileSync(sharedPath('models', 'yolov5n-dynamic-fp16.onnx')));
    expect(file.inputs).toEqual([{ name: 'images', dtype: 'float16', dims: ['batch', 3, 'height', 'width'] }]);
    expect(file.outputs.map(({ name, dtype }) => [name, dtype])).toEqual([['output', 'float16']]);
    expect(file.metadata).toEqual({});
  });
});
