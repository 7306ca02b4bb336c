import { describe, expect, it } from 'vitest';
import { UploadModelQuery } from '../../../native/contract/http/models.ts';
import { isModelName, uploadName } from './upload-name.ts';

describe('the name of an uploaded model', () => {
  it.each([
    ['yolox-nano-416.onnx', 'yolox-nano-416.onnx'],
    ['Best (2).ONNX', 'Best (2).onnx'],
    ['C:\\models\\a b.onnx', 'a b.onnx'],
    ['run#3/weights:best.onnx', 'weights_best.onnx'],
    ['Prüfung_ü.onnx', 'Prüfung_ü.onnx'],
    ['../.hidden.onnx', 'hidden.onnx'],
    ['.onnx', 'model.onnx'],
    ['???.onnx', 'model.onnx'],
  ])('%j becomes %j', (given, kept) => {
    expect(uploadName(given)).toBe(kept);
  });

  it.each(['😀😀.onnx', `${'𠮷'.repeat(200)}.onnx`, `${'x'.repeat(400)}.onnx`, '\ud800half.onnx', 'a\u0000b.onnx'])(
    '%j is one that the console takes',
    (given) => {
      expect(UploadModelQuery.safeParse({ name: uploadName(given) }).success).toBe(true);
    },
  );
});

it('a model is known by its ending, in any case', () => {
  expect(['a.onnx', 'A.ONNX', 'a.onnx.part', 'onnx', 'a.pt'].map(isModelName)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
