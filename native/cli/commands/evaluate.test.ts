import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
    expect(table.stdout).toMatch(/^bear +1 +\d+ +1\.000 +\d\.\d{3}$/m);
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
