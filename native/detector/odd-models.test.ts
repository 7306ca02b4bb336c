import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CANDIDATE_FLOOR, MAX_CANDIDATES } from '../contract/candidates.ts';
import type { ErrorCode } from '../contract/errors.ts';
import { DEFAULT_IMAGE_LIMITS } from '../contract/messages.ts';
import type { Sidecar } from '../contract/model.ts';
import { hasShared, sharedPath } from '../testing/shared.ts';
import { Engine } from './engine.ts';

const load = (path: string, sidecar: Sidecar | null = null) =>
  Engine.load({
    path,
    sidecar,
    providers: ['cpu'],
    threads: { type: 'fixed', threads: 1, spinning: false },
    known: null,
  });
const odd = (name: string) => sharedPath('models', 'odd', name);
const detect = async (engine: Engine, ...image: string[]) => {
  const result = await engine.detect({
    image: { type: 'file', path: sharedPath('images', ...image) },
    limits: DEFAULT_IMAGE_LIMITS,
    floor: CANDIDATE_FLOOR,
    max_candidates: MAX_CANDIDATES,
  });
  return result.candidates;
};

describe.skipIf(!hasShared)('odd models', () => {
  it.each<[string, ErrorCode, RegExp]>([
    ['truncated.onnx', 'model_unreadable', /cut short/],
    ['empty.onnx', 'model_unreadable', /empty/],
    ['text.onnx', 'model_unreadable', /no ONNX model/],
    ['external-data-outside.onnx', 'model_unreadable', /"\.\.\/\.\.\/\.\.\/outside\.bin"/],
    ['classifier-10.onnx', 'model_unsupported', /y float32 \[1, 10\].*"layout"/],
    ['two-inputs.onnx', 'model_unsupported', /2 inputs \(a float32 \[1, 3, 64, 64\], b /],
    ['uint8-nhwc-input-64.onnx', 'model_unsupported', /images uint8 \[1, 64, 64, 3\]/],
    ['unknown-operator.onnx', 'model_unsupported', /y float32 \[1, 3, 64, 64\]/],
    ['missing.onnx', 'model_not_found', /no file/],
    ['../names/coco80.txt', 'model_unreadable', /no \.onnx file/],
  ])('%s is refused as %s', async (name, code, sentence) => {
    await expect(load(odd(name))).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) });
  });

  it('a model whose scores are all 0 finds nothing', async () => {
    expect((await detect(await load(odd('yolov8n-640-zero-scores.onnx')), 'bus.jpg')).scores).toHaveLength(0);
  });

  it('a model whose scores are no numbers finds nothing', async () => {
    expect((await detect(await load(odd('nan-scores-64.onnx')), 'bus.jpg')).scores).toHaveLength(0);
  });

  it('a model whose scores collapsed to 0 and 1.39 has the latter cut to 1', async () => {
    const engine = await load(odd('ppe14-yolov8n-320-collapsed-scores.onnx'));
    const { scores, boxes } = await detect(engine, 'coco-val2017', 'images', '000000006614.jpg');
    expect([...scores]).toEqual([1]);
    expect(boxes.every(Number.isFinite)).toBe(true);
  });
});

describe.skipIf(!hasShared)('sidecar', () => {
  let folder = '';
  let model = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vigil-sidecar-'));
    model = join(folder, 'hands.onnx');
    await copyFile(sharedPath('models', 'yolox-nano-handsign16-416.onnx'), model);
  });
  afterAll(() => rm(folder, { recursive: true }));
  const write = (text: string) => writeFile(join(folder, 'hands.vigil.json'), text);
  const names = Array.from({ length: 16 }, (_, id) => `sign ${id}`);

  it('beside the model states what the file does not', async () => {
    await write(JSON.stringify({ name: 'Hands', version: '2', names, licence: 'MIT' }));
    const { card } = (await load(model)).loaded;
    expect(card).toMatchObject({
      name: 'Hands',
      version: '2',
      classes: names,
      classes_source: 'sidecar',
      licence: 'MIT',
      layout: 'yolox',
      layout_source: 'shape',
      preprocess: 'yolox',
      id: '8a12da84bdf3',
    });
  });

  it('given with the command wins over the file', async () => {
    await write(JSON.stringify({ name: 'Hands' }));
    const { card } = (await load(model, { layout: 'yolox', preprocess: 'ultralytics' })).loaded;
    expect(card).toMatchObject({
      name: 'hands',
      layout_source: 'sidecar',
      preprocess: 'ultralytics',
      version: '8a12da84',
    });
  });

  it.each<[string, string, ErrorCode, RegExp]>([
    ['a wrong field', '{"layout": "yolo"}', 'model_unreadable', /hands\.vigil\.json.*field layout/],
    ['a field that does not exist', '{"classes": ["a"]}', 'model_unreadable', /hands\.vigil\.json.*classes/],
    ['no JSON', '{', 'model_unreadable', /hands\.vigil\.json is not JSON/],
    ['too few names', '{"names": ["a", "b"]}', 'model_unsupported', /2 classes are named/],
    [
      'another size than the fixed one',
      '{"input_size": [640, 640]}',
      'model_unsupported',
      /640 x 640.*\[1, 3, 416, 416\]/,
    ],
    ['a layout the shape contradicts', '{"layout": "nms"}', 'model_unsupported', /\[1, 3549, 21\].*layout nms/],
  ])('with %s is refused', async (_, text, code, sentence) => {
    await write(text);
    await expect(load(model)).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) });
  });

  it('is told about when a free size does not work', async () => {
    const path = sharedPath('models', 'yolov5n-dynamic-fp16.onnx');
    await expect(load(path, { input_size: [320, 320] })).rejects.toMatchObject({
      code: 'model_unsupported',
      message: expect.stringMatching(/cannot run at 320 x 320.*"input_size".*yolov5n-dynamic-fp16\.vigil\.json/),
    });
  });

  it('sets a free size', async () => {
    const { card } = (await load(sharedPath('models', 'yolox-nano-dynamic.onnx'), { input_size: [256, 416] })).loaded;
    expect(card).toMatchObject({
      layout: 'yolox',
      input: { height: 256, width: 416, dynamic: true, size_source: 'sidecar' },
      output: { shape: [1, 2184, 85] },
    });
  });

  it('a link whose target has another name keeps its own', async () => {
    const store = join(folder, 'store');
    await mkdir(store);
    await copyFile(sharedPath('models', 'yolox-nano-416.onnx'), join(store, '695e750a'));
    await symlink(join(store, '695e750a'), join(folder, 'linked.onnx'));
    expect((await load(join(folder, 'linked.onnx'))).loaded.card).toMatchObject({
      name: 'linked',
      sha256: expect.stringMatching(/^695e750a/),
    });
  });
});
