import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EvaluationResult } from '../../contract/http/evaluations.ts';
import { hasShared, sharedPath } from '../../testing/shared.ts';
import { runVigil } from '../testing/run-vigil.ts';

const model = sharedPath('models/yolox-nano-416.onnx');
const photographs = ['000000000139', '000000000285'];
let folder = '';
const at = (...parts: string[]) => join(folder, ...parts);
const evaluate = (...args: string[]) =>
  runVigil(['evaluate', 'images', 'labels', '--model', model, ...args], { cwd: folder });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-evaluate-'));
  mkdirSync(at('images'));
  mkdirSync(at('labels'));
  if (!hasShared) return;
  for (const name of photographs) {
    copyFileSync(sharedPath('images/coco-val2017/images', `${name}.jpg`), at('images', `${name}.jpg`));
    copyFileSync(sharedPath('images/coco-val2017/labels', `${name}.txt`), at('labels', `${name}.txt`));
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!hasShared)('vigil evaluate', () => {
  it('answers the means and a row a class', async () => {
    const ended = await evaluate('--json');
    expect(ended.status).toBe(0);
    const result = JSON.parse(ended.stdout);
    expect(result).toMatchObject({ model: { name: 'yolox-nano-416' }, protocol: 'map', images: 2 });
    expect(result.map50).toBeGreaterThan(result.map50_95);
    expect(result.per_class.find(({ class_name }: { class_name: string }) => class_name === 'bear')).toMatchObject({
      objects: 1,
      ap50: 1,
    });
    const table = await evaluate();
    expect(table.stdout).toMatch(/^mAP50-95 +0\.\d{3}$/m);
    expect(table.stdout).toMatch(/^at a score of 0\.25 and an overlap of 0\.45$/m);
    expect(table.stdout).toMatch(/^precision +[01]\.\d{3}$/m);
    // Objects, predictions, two average precisions; precision, recall, F1; right, wrong, missed; best threshold.
    expect(table.stdout).toMatch(/^bear +1 +\d+ +1\.000 +\d\.\d{3} +1\.000 +1\.000 +1\.000 +1 +0 +0 +0\.\d{3}$/m);
  });

  it('answers curves, confusions and counts at the threshold asked for', async () => {
    const result = EvaluationResult.parse(
      JSON.parse((await evaluate('--json', '--conf', '0.5', '--iou', '0.6')).stdout),
    );
    expect(result.at_threshold).toMatchObject({ conf: 0.5, iou: 0.6 });
    expect(result.confusion_matrix).toMatchObject({ conf: 0.5 });
    const { classes, matrix } = result.confusion_matrix;
    expect(classes.at(-1)).toBe('background');
    expect(matrix[classes.indexOf('bear')]?.[classes.indexOf('bear')]).toBe(1);
    const { tp, fp, fn, other_classes } = result.at_threshold;
    expect(tp + fn).toBe(result.objects);
    const seen = matrix.flatMap((row) => row.slice(0, -1)).reduce((sum, count) => sum + count, 0);
    expect(seen).toBe(tp + fp + other_classes);
    const low = JSON.parse((await evaluate('--json', '--conf', '0.05')).stdout);
    expect(low.map50).toBe(result.map50);
    expect(low.at_threshold.recall).toBeGreaterThan(result.at_threshold.recall ?? 1);
  });

  it('reads COCO annotations, by the names of their categories', async () => {
    const bear = { id: 2, name: 'Bear' };
    const annotations = {
      images: [{ id: 1, file_name: '000000000285.jpg' }],
      categories: [bear, { id: 9, name: 'tyre' }],
    };
    const box = [0, 60, 586, 575];
    writeFileSync(
      at('bears.json'),
      JSON.stringify({
        ...annotations,
        annotations: [
          { image_id: 1, category_id: 2, bbox: box, iscrowd: 0 },
          { image_id: 1, category_id: 9, bbox: box },
        ],
      }),
    );
    const ended = await runVigil(['evaluate', 'images', 'bears.json', '--model', model, '--json'], { cwd: folder });
    const result = JSON.parse(ended.stdout);
    expect(result).toMatchObject({ images: 1, objects: 1, map50: 1, labels: { format: 'coco', matched_by: 'names' } });
    expect(ended.stderr).toContain('1 images are not in the annotation file and are left out\n');
    expect(ended.stderr).toContain('1 objects are of classes that the model does not have and are left out: tyre\n');
  });

  it('names file and line of a bad label before any model runs', async () => {
    writeFileSync(at('labels/000000000285.txt'), '21 0.5 0.5 0.5 0.5\n21 320 240 100 100\n');
    const ended = await evaluate();
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toMatch(/labels\/000000000285\.txt, line 2: "320" is not a share/);
  });

  it('says how many images have no labels, and labels no image', async () => {
    rmSync(at('labels/000000000139.txt'));
    writeFileSync(at('labels/stray.txt'), '');
    const ended = await evaluate('--json');
    expect(ended.stderr).toContain('1 of 2 images have no label file and count as images without objects\n');
    expect(ended.stderr).toContain('1 label files have no image and are left out\n');
    expect(JSON.parse(ended.stdout)).toMatchObject({ images: 2, objects: 1 });
  });

  it('refuses to measure on a photograph that it cannot read', async () => {
    writeFileSync(at('images/broken.jpg'), 'text');
    const ended = await evaluate();
    expect(ended).toMatchObject({ status: 3, stdout: '' });
    expect(ended.stderr).toMatch(/^vigil: .*broken\.jpg: /m);
  });
});
