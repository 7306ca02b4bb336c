import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DetectResponse } from '../../../contract/http/detect.ts';
import { parseYoloLabels, toPixels } from '../../../evaluation/labels/yolo.ts';
import { launchChildProcess } from '../../../launcher/child-process.ts';
import { hasShared, sharedPath } from '../../../testing/shared.ts';
import { type RunningService, startService } from '../../service.ts';
import { ask, send } from '../testing/history-request.ts';
import { openZip } from './testing/open-zip.ts';
import { bytesOf, exportFrom } from './testing/three-results.ts';

describe.skipIf(!hasShared)('a photograph with a real model', () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'vigil-export-'));
  let service: RunningService;
  beforeAll(async () => {
    const model = { path: sharedPath('models/yolox-nano-416.onnx') };
    service = await startService({ launcher: launchChildProcess, version: '1.2.3', port: 0, dataFolder, model });
    await service.modelSettled;
  });
  afterAll(async () => {
    await service.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  it('goes all the way from the drop to labels that say what was found', async () => {
    const photograph = readFileSync(sharedPath('images/bus.jpg'));
    const form = new FormData();
    form.append('file', new File([photograph], 'bus.jpg'));
    const detected = await fetch(`${service.url}/v1/yolo/detect`, { method: 'POST', body: form });
    const [image] = DetectResponse.parse(await detected.json()).images;
    if (image === undefined || 'error' in image || image.inference_id === null) throw new Error('not kept');
    const id = image.inference_id;
    await expect.poll(async () => (await ask(service, 'getInference', { id })).has_image).toBe(true);
    expect(await bytesOf(await send(service, 'getImage', { id }))).toEqual(new Uint8Array(photograph));

    // Between the best and the worst, so that some must go.
    const scores = image.detections.map(({ score }) => score);
    const thresholds = { conf: (Math.max(...scores) + Math.min(...scores)) / 2, iou: 0.45 };
    const zip = openZip(
      await bytesOf(await exportFrom(service, { selection: { ids: [id] }, format: 'yolo', thresholds, images: true })),
    );
    expect(zip.names).toEqual(['labels/bus.txt', 'images/bus.jpg', 'data.yaml']);
    expect(zip.bytes('images/bus.jpg')).toEqual(new Uint8Array(photograph));
    const expected = image.detections.filter(({ score }) => score >= thresholds.conf);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(image.detections.length);
    const labels = toPixels(parseYoloLabels(zip.text('labels/bus.txt'), 'bus.txt'), image);
    expect(labels.map(({ class_id }) => class_id)).toEqual(expected.map(({ class_id }) => class_id));
    for (const [at, { box }] of labels.entries()) {
      for (const [side, pixel] of box.entries()) {
        const limit = side % 2 === 0 ? image.width : image.height;
        expect(Math.abs(pixel - (expected[at]?.box[side] as number))).toBeLessThanOrEqual(1e-4 * limit);
      }
    }
    expect(zip.text('data.yaml')).toContain('0: "person"');
  });
});
