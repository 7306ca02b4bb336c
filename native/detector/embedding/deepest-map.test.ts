import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasShared, sharedPath } from '../../testing/shared.ts';
import { readOnnxFile } from '../model/onnx-file.ts';
import { findDeepestMap } from './deepest-map.ts';
import { type GraphNode, readNodes } from './graph.ts';

const node = (op: string, from: string[], to: string, stride = 1): GraphNode => ({
  op,
  inputs: from,
  outputs: [to],
  strides: stride === 1 ? [] : [stride, stride],
  castTo: null,
});
/** A backbone down to a stride of 32, which ends in `c5`. */
const backbone = [
  node('Conv', ['image', 'w1'], 'c1', 2),
  node('Conv', ['c1', 'w2'], 'c2', 2),
  node('Conv', ['c2', 'w3'], 'c3', 2),
  node('MaxPool', ['c3'], 'c4', 2),
  node('Conv', ['c4', 'w5'], 'down', 2),
  node('Relu', ['down'], 'c5'),
];

describe('the deepest feature map', () => {
  it('is what the neck enlarges first, and not what it enlarges later', () => {
    const neck = [
      node('Constant', [], 'scales'),
      node('Resize', ['c5', '', 'scales'], 'up4'),
      node('Concat', ['up4', 'c4'], 'p4'),
      node('Resize', ['p4', '', 'scales'], 'up3'),
    ];
    expect(findDeepestMap([...backbone, ...neck], 'image')).toBe('c5');
  });

  it.each(['Resize', 'Upsample', 'ConvTranspose'])('is found before %s', (op) => {
    expect(findDeepestMap([...backbone, node(op, ['c5', 'w'], 'up')], 'image')).toBe('c5');
  });

  it('is the smallest of several that are enlarged', () => {
    const necks = [node('Resize', ['c3'], 'up2'), node('Resize', ['c5'], 'up4'), node('Resize', ['c4'], 'up3')];
    expect(findDeepestMap([...backbone, ...necks], 'image')).toBe('c5');
    const same = [node('Resize', ['down'], 'first'), node('Resize', ['c5'], 'second')];
    expect(findDeepestMap([...backbone, ...same], 'image')).toBe('down');
  });

  it('is not the picture, resized on its way in', () => {
    const resized = [node('Resize', ['photo'], 'image'), ...backbone];
    expect(findDeepestMap(resized, 'photo')).toBeNull();
    // All that follows was enlarged once: a graph of which nothing can be told.
    expect(findDeepestMap([...resized, node('Resize', ['c5'], 'up')], 'photo')).toBeNull();
  });

  it('lies on the way of the picture', () => {
    const aside = [node('Conv', ['grid', 'w'], 'g', 64), node('Resize', ['g'], 'up')];
    expect(findDeepestMap([...backbone, ...aside], 'image')).toBeNull();
    // Sizes may be computed from the picture, too; what is enlarged is the first input.
    expect(findDeepestMap([...backbone, node('Resize', ['grid', '', 'c5'], 'up')], 'image')).toBeNull();
  });

  it('is none where nothing is enlarged', () => {
    expect(findDeepestMap(backbone, 'image')).toBeNull();
    expect(findDeepestMap([], 'image')).toBeNull();
  });
});

describe.skipIf(!hasShared)('of real models', () => {
  it.each([
    ['yolox-nano-416.onnx', '890'],
    ['yolox-nano-dynamic.onnx', '890'],
    ['yolox-nano-handsign16-416.onnx', '890'],
    ['yolox-nano-handsign16-416-nms.onnx', '890'],
    ['yolov5n-dynamic-fp16.onnx', '/model/model.10/act/Mul_output_0'],
    ['yolov8n-640-fp32.onnx', '/model.9/cv2/act/Mul_output_0'],
    ['yolov8n-640-int8.onnx', '/model.9/cv2/act/Mul_output_0'],
    ['ppe14-yolov8n-320.onnx', '/model.9/cv2/act/Mul_output_0'],
    ['yolo11n-320-int8.onnx', '/model.10/cv2/act/Mul_output_0'],
    ['yolo26n-640-fp32.onnx', '/model.10/cv2/act/Mul_output_0'],
    ['yolo26n-640-int8.onnx', '/model.10/cv2/act/Mul_output_0'],
    ['odd/ppe14-yolov8n-320-collapsed-scores.onnx', '/model.9/cv2/act/Mul_output_0_DequantizeLinear_Output'],
    ['odd/yolov8n-640-zero-scores.onnx', '/model.9/cv2/act/Mul_output_0_quantized'],
    ['odd/nan-scores-64.onnx', null],
  ])('%s: %s', (file, tensor) => {
    const bytes = readFileSync(sharedPath('models', file));
    const [input] = readOnnxFile(bytes).inputs;
    expect(findDeepestMap(readNodes(bytes), input?.name ?? '')).toBe(tensor);
  });
});
