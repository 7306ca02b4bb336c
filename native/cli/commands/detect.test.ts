import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DetectResponse } from '../../contract/http/detect.ts';
import { HistoryPage } from '../../contract/http/history.ts';
import { type RunningConsole, startConsole } from '../../testing/console.ts';
import { hasShared, sharedPath } from '../../testing/shared.ts';
import { runVigil } from '../testing/run-vigil.ts';

const model = sharedPath('models/yolox-nano-416.onnx');
const bus = sharedPath('images/bus.jpg');
const zidane = sharedPath('images/zidane.jpg');
const empty = sharedPath('images/odd/empty.jpg');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-detect-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bodyOf = (stdout: string) => DetectResponse.parse(JSON.parse(stdout));
/** What must be the same however an image was detected on. */
const boxesOf = ({ images }: DetectResponse) =>
  images.map((image) => ('detections' in image ? image.detections : image));
const featuresOf = ({ images }: DetectResponse) =>
  images.flatMap((image) => ('features' in image ? image.features : []));

describe.skipIf(!hasShared)('vigil detect with a detector of its own', () => {
  it('prints one line an image in the order given, and the pace', async () => {
    const ended = await runVigil(['detect', zidane, bus, '--model', model]);
    expect(ended.stdout.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/zidane\.jpg\s+1280x720 {2}2 person, 2 tie {2}\d+ ms$/),
      expect.stringMatching(/bus\.jpg\s+810x1080 {2}1 bus, 3 person {2}\d+ ms$/),
    ]);
    expect(ended.stderr).toMatch(/^2 images in [\d.]+ s: [\d.]+ images\/s \([\d.]+ s with the start\)$/m);
    expect(ended.status).toBe(0);
  });

  it('goes over a folder, and a bad file does not stop the rest', async () => {
    const photos = join(folder, 'photos');
    mkdirSync(photos);
    copyFileSync(bus, join(photos, 'a.jpg'));
    copyFileSync(empty, join(photos, 'b.jpg'));
    copyFileSync(zidane, join(photos, 'c.jpg'));
    writeFileSync(join(photos, 'read me.txt'), 'no photograph');
    const ended = await runVigil(['detect', 'photos', 'absent.jpg', '--json', '-m', model], { cwd: folder });
    expect(ended.status).toBe(3);
    const { images } = bodyOf(ended.stdout);
    expect(images.map(({ name }) => name)).toEqual(['photos/a.jpg', 'photos/b.jpg', 'photos/c.jpg', 'absent.jpg']);
    expect(images.map((image) => ('error' in image ? image.error.code : 'detected'))).toEqual([
      'detected',
      'image_unreadable',
      'detected',
      'image_unreadable',
    ]);
    expect(ended.stderr).toMatch(
      /^2 of 4 failed:\n {2}photos\/b\.jpg +image_unreadable .+\n {2}absent\.jpg +image_unreadable /m,
    );
  });

  it('takes names that begin with a dash, and any other, after --', async () => {
    const names = ['-dash-first.jpg', '写真 日本語 é.jpg', 'name with spaces & (1) #%20.jpg'];
    const ended = await runVigil(['detect', '--model', model, '--json', '--', ...names], {
      cwd: sharedPath('images/odd'),
    });
    expect(ended.status).toBe(0);
    const [first, ...others] = boxesOf(bodyOf(ended.stdout));
    expect(first).not.toEqual([]);
    for (const other of others) expect(other).toEqual(first);
  });

  it('shows what the thresholds and classes let through', async () => {
    const common = ['detect', bus, '--model', model, '--json'];
    const narrow = await runVigil([...common, '--conf', '0.6', '--classes', 'Person, 5', '--max-det', '3']);
    const [detections] = boxesOf(bodyOf(narrow.stdout));
    expect(detections).toHaveLength(3);
    for (const detection of detections as { class_name: string; score: number }[]) {
      expect(['person', 'bus']).toContain(detection.class_name);
      expect(detection.score).toBeGreaterThanOrEqual(0.6);
    }
    const unknown = await runVigil(['detect', bus, '--model', model, '--classes', 'dragon']);
    expect(unknown).toMatchObject({ status: 2, stdout: '' });
    expect(unknown.stderr).toMatch(/^vigil: .*dragon/);
  });

  it.each([
    ['a model that is not there', join('no', 'such.onnx'), 'model_not_found'],
    ['a model that is damaged', sharedPath('models/odd/truncated.onnx'), 'model_unreadable'],
    ['a model that is no detector', sharedPath('models/odd/classifier-10.onnx'), 'model_unsupported'],
  ])('refuses %s', async (_, file, code) => {
    const ended = await runVigil(['detect', bus, '--model', file, '--json']);
    expect(ended.status).toBe(3);
    expect(JSON.parse(ended.stdout)).toEqual({ code, detail: expect.stringMatching(/\w{3}.*\.$/) });
  });

  it('asks for a model where none is given and none was ever loaded', async () => {
    const ended = await runVigil(['detect', bus, '--data-dir', join(folder, 'fresh')]);
    expect(ended).toMatchObject({ status: 3, stdout: '' });
    expect(ended.stderr).toMatch(/^vigil: No model is loaded: .*--model FILE\.onnx\.\n$/);
  });

  it('uses the starter model where none was ever loaded, and says so', async () => {
    const environment = { VIGIL_STARTER: model };
    const ended = await runVigil(['detect', bus, '--json', '--data-dir', join(folder, 'fresh')], { environment });
    expect(ended.status).toBe(0);
    expect(bodyOf(ended.stdout).model.name).toBe('yolox-nano-416');
    expect(ended.stderr).toContain('using the starter model: --model names none and none was ever loaded\n');
  });
});

describe.skipIf(!hasShared)('vigil detect beside a console', () => {
  let vigil: RunningConsole;
  const data = () => ['--data-dir', vigil.dataFolder];

  beforeAll(async () => {
    vigil = await startConsole({ model, dataFolder: join(folder, 'console') });
  });
  afterAll(() => vigil.stop());

  it('asks the console, and both ways give the same boxes', async () => {
    const through = await runVigil(['detect', bus, zidane, empty, '--json', ...data()]);
    expect(through.stderr).toContain(`asking the console at ${vigil.url}`);
    const own = await runVigil(['detect', bus, zidane, empty, '--json', '--local', ...data()]);
    expect(own.stderr).not.toContain('asking');
    expect([through.status, own.status]).toEqual([3, 3]);
    expect(boxesOf(bodyOf(through.stdout)).slice(0, 2)).toEqual(boxesOf(bodyOf(own.stdout)).slice(0, 2));
    expect(featuresOf(bodyOf(own.stdout))).toEqual(featuresOf(bodyOf(through.stdout)));
    expect(featuresOf(bodyOf(own.stdout))[0]).toMatchObject({
      brightness: expect.any(Number),
      detections: 4,
      dominant_class: 'person',
      class_counts: { person: 3, bus: 1 },
    });
    expect(bodyOf(through.stdout).model).toEqual(bodyOf(own.stdout).model);
    expect(bodyOf(through.stdout).images.map(({ name }) => name)).toEqual([bus, zidane, empty]);
    const kept = HistoryPage.parse(await (await fetch(`${vigil.url}/v1/history/inferences`)).json());
    expect(kept.items.map(({ name, source }) => [name, source]).sort()).toEqual([
      ['bus.jpg', 'vigil detect'],
      ['zidane.jpg', 'vigil detect'],
    ]);
  });

  it('lists, loads and reports through the console', async () => {
    const other = sharedPath('models/yolox-nano-handsign16-416.onnx');
    const loaded = await runVigil(['models', 'load', other, ...data()]);
    expect(loaded).toMatchObject({ status: 0, stderr: '' });
    expect(loaded.stdout).toMatch(/^loaded yolox-nano-handsign16-416 \(8a12da84bdf3\) in place of yolox-nano-416 in /);
    const list = await runVigil(['models', 'list', '--url', vigil.url]);
    expect(list.stdout).toMatch(/^\* {2}8a12da84bdf3 .*\n/m);
    expect(list.stdout).toMatch(/^ {3}695e750a5d57 .*\n/m);
    const back = await runVigil(['models', 'load', '695e750a5d57', '--json', ...data()]);
    expect(JSON.parse(back.stdout)).toMatchObject({
      model: { name: 'yolox-nano-416' },
      replaced: { id: '8a12da84bdf3' },
    });
    const refused = await runVigil(['models', 'load', sharedPath('models/odd/text.onnx'), ...data()]);
    expect(refused).toMatchObject({ status: 3, stdout: '' });
    expect(refused.stderr).toMatch(/^vigil: The model file cannot be loaded: /);
    const status = await runVigil(['status', ...data()]);
    expect(status).toMatchObject({ status: 0, stderr: '' });
    expect(status.stdout).toMatch(/^status +ok\nmodel +ok: yolox-nano-416 \(695e750a5d57\) on cpu: /m);
  });

  it('does without the console once it has ended, with the model it used last', async () => {
    await vigil.stop();
    const ended = await runVigil(['detect', bus, '--json', ...data()]);
    expect(ended).toMatchObject({ status: 0, stderr: expect.not.stringContaining('asking') });
    expect(bodyOf(ended.stdout).model.name).toBe('yolox-nano-416');
    const starter = sharedPath('models/yolox-nano-handsign16-416.onnx');
    const again = await runVigil(['detect', bus, '--json', ...data()], { environment: { VIGIL_STARTER: starter } });
    expect(bodyOf(again.stdout).model.name).toBe('yolox-nano-416');
    const status = await runVigil(['status', '--json', '--url', vigil.url]);
    expect(status.status).toBe(3);
    expect(JSON.parse(status.stdout)).toMatchObject({ code: 'console_unreachable' });
  });
});
