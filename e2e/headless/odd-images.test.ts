import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Problem } from '../../native/contract/errors.ts';
import { DetectResponse, ImageResult } from '../../native/contract/http/detect.ts';
import { Health } from '../../native/contract/http/health.ts';
import { type RunningConsole, startConsole } from '../../native/testing/console.ts';
import { hasShared, sharedPath } from '../../native/testing/shared.ts';

/** What each hostile file must be answered with; every file that is not named here must be detected. */
const REFUSED: Readonly<Record<string, string>> = {
  'bad-crc.png': 'image_unreadable',
  'bomb-20000x20000-rgb.png': 'image_too_large',
  'bomb-30000x30000-1bit.png': 'image_too_large',
  'empty.jpg': 'image_unreadable',
  'header-claims-2147483647.png': 'image_too_large',
  'header-claims-65500.jpg': 'image_too_large',
  'html.png': 'unsupported_media_type',
  'plain.bmp': 'image_unreadable',
  'plain.heic': 'image_unreadable',
  'svg-entity-expansion.svg': 'unsupported_media_type',
  'svg-external-file.svg': 'unsupported_media_type',
  'svg-external-image.svg': 'unsupported_media_type',
  'svg-huge.svg': 'unsupported_media_type',
  'svg-plain.svg': 'unsupported_media_type',
  'text.jpg': 'unsupported_media_type',
  'truncated-half.jpg': 'image_unreadable',
  'truncated-half.png': 'image_unreadable',
  'truncated-header.jpg': 'image_unreadable',
  'zero-dimensions.png': 'image_unreadable',
};

const STATUS: Readonly<Record<string, number>> = {
  image_unreadable: 400,
  image_too_large: 413,
  unsupported_media_type: 415,
};

describe.skipIf(!hasShared)('every odd image over HTTP', () => {
  const folder = sharedPath('images/odd');
  const files = hasShared ? readdirSync(folder).filter((file) => file !== 'expected.json') : [];
  let vigil: RunningConsole;

  beforeAll(async () => {
    vigil = await startConsole({ model: sharedPath('models/yolox-nano-416.onnx') });
  });
  afterAll(() => vigil?.stop());

  async function send(file: string): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${vigil.url}/v1/yolo/detect/?conf=0.3`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file) },
      body: readFileSync(sharedPath('images/odd', file)),
    });
    return { status: response.status, body: await response.json() };
  }

  async function detect(file: string) {
    const { status, body } = await send(file);
    expect(status, JSON.stringify(body)).toBe(200);
    return ImageResult.parse(DetectResponse.parse(body).images[0]);
  }

  it('has a verdict for files that exist', () => {
    expect(files).toEqual(expect.arrayContaining(Object.keys(REFUSED)));
  });

  it.each(files.filter((file) => REFUSED[file] === undefined))('detects on %s', async (file) => {
    const image = await detect(file);
    expect(image.name).toBe(file);
    expect(image.width * image.height).toBeGreaterThan(0);
  });

  it.each(Object.entries(REFUSED))('answers %s with %s', async (file, code) => {
    const { status, body } = await send(file);
    expect(Problem.loose().parse(body)).toMatchObject({ code, status: STATUS[code] });
    expect(status).toBe(STATUS[code]);
    expect(z.object({ detail: z.string().min(20) }).parse(body).detail).not.toMatch(/undefined|\[object|Vips|glib/);
  });

  const turned = files.filter((file) => file.startsWith('exif-orientation'));
  it.each(turned)('sees in %s what it sees upright', async (file) => {
    const [upright, image] = [await detect('upright.jpg'), await detect(file)];
    expect([image.width, image.height]).toEqual([upright.width, upright.height]);
    expect(image.detections.map(({ class_name }) => class_name)).toEqual(
      upright.detections.map(({ class_name }) => class_name),
    );
    for (const [i, detection] of image.detections.entries()) {
      expect(Math.abs(detection.score - (upright.detections[i]?.score ?? 0))).toBeLessThan(0.05);
    }
  });

  it('keeps serving after all of them, with no detector lost', async () => {
    await Promise.all(files.map(send));
    expect((await detect('upright.jpg')).detections.length).toBeGreaterThan(0);
    const health = Health.parse(await (await fetch(`${vigil.url}/health`)).json());
    expect(health.status).toBe('ok');
    const metrics = await (await fetch(`${vigil.url}/metrics`)).text();
    expect(metrics).toMatch(/^detector_restarts_total 0$/m);
  });
});
