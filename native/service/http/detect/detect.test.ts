import { afterEach, describe, expect, it } from 'vitest';
import { VigilError } from '../../../contract/errors.ts';
import type { ImageResult } from '../../../contract/http/detect.ts';
import { features } from '../../../testing/features.ts';
import { type AppUnderTest, startApp } from '../testing/app-under-test.ts';
import { answered, form, post, postRaw, problem, sentTo } from '../testing/detect-request.ts';
import { CARD, outcome } from '../testing/scripted-detection.ts';

let app: AppUnderTest;
afterEach(() => app.close());

const onlyImage = async (response: Response) => (await answered(response)).images[0] as ImageResult;

describe('one image', () => {
  it('is answered with what the thresholds leave, its figures, and its number in history', async () => {
    app = await startApp();
    const response = await postRaw(app, '?source=door', { 'x-request-id': 'r-1' });
    expect(response.status).toBe(200);
    const answer = await answered(response);
    expect(answer).toMatchObject({
      request_id: 'r-1',
      model: { id: CARD.id, name: 'scripted', version: '1' },
      provider: 'cpu',
      provider_extent: 'all',
    });
    const image = answer.images[0] as ImageResult;
    expect(image).toMatchObject({
      inference_id: 1,
      name: 'image',
      width: 200,
      height: 100,
      detections: [
        { class_id: 0, class_name: 'person', score: 0.75, box: [10, 10, 50, 90] },
        { class_id: 1, class_name: 'Bus', score: 0.25, box: [150, 20, 200, 80] },
      ],
      features: {
        brightness: 101.5,
        contrast: 40.25,
        sharpness: 812.125,
        saturation: 0.375,
        detections: 2,
        confidence: 0.5,
        max_confidence: 0.75,
        mean_box_area: 0.155,
        dominant_class: 'person',
        class_counts: { person: 1, Bus: 1 },
        embedding_distance: null,
      },
      timings_ms: { queue: 0.25, decode: 1, tensor: 2, inference: 3 },
    });
    expect(image.timings_ms.postprocess).toBeGreaterThanOrEqual(0.5);
    expect(app.store.getInference(1)).toMatchObject({
      ...{ request_id: 'r-1', source: 'door', name: 'image', conf: 0.25, iou: 0.45 },
      detections: image.detections,
      timings_ms: image.timings_ms,
      model: { id: CARD.id },
    });
  });

  it.each([
    ['?conf=0.3', ['person']],
    ['?iou=1', ['person', 'person', 'Bus']],
    ['?max_det=1', ['person']],
    ['?classes=bus', ['Bus']],
    ['?classes=1', ['Bus']],
    ['?classes=traffic light, PERSON', ['person']],
    ['?classes=2', []],
  ])('is seen through %s', async (query, names) => {
    app = await startApp();
    const image = await onlyImage(await postRaw(app, query));
    expect(image.detections.map(({ class_name }) => class_name)).toEqual(names);
    if (names.length === 0) expect(image.features).toEqual(features());
  });

  it.each([
    ['?conf=0.01', 'conf'],
    ['?conf=high', 'conf'],
    ['?iou=2', 'iou'],
    ['?max_det=0', 'max_det'],
    ['?save=perhaps', 'save'],
    ['?classes=unicorn', 'person, Bus, traffic light'],
    ['?classes=3', 'ids 0 to 2'],
    ['?classes=', 'classes'],
    ['?confidence=0.5', '"confidence"; known are conf, iou'],
  ])('is refused with %s', async (query, detail) => {
    app = await startApp();
    const answer = await problem(await postRaw(app, query));
    expect(answer).toMatchObject({ status: 422, code: 'invalid_parameter' });
    expect(answer.detail).toContain(detail);
    expect(app.detection.jobs).toHaveLength(0);
  });

  it('comes with all that the model proposed where that is asked for, as history shows it', async () => {
    app = await startApp();
    const { candidates, detections } = await onlyImage(await postRaw(app, '?candidates=true&conf=0.6'));
    expect(detections).toHaveLength(1);
    expect(candidates).toMatchObject({ floor: 0.05, suppressed: false, candidates: { length: 3 } });
    expect(candidates).toEqual(await (await fetch(`${app.url}/v1/history/inferences/1/candidates`)).json());
    expect(await onlyImage(await postRaw(app))).not.toHaveProperty('candidates');
  });

  it('is not kept with save=false', async () => {
    app = await startApp();
    const image = await onlyImage(await postRaw(app, '?save=false'));
    expect(image.inference_id).toBeNull();
    expect(image.storage_error).toBeUndefined();
    expect(app.store.getInference(1)).toBeNull();
    expect(app.detection.jobs[0]?.thumbnail).toBe(false);
  });

  it.each([
    ['holiday%20%26%20%E5%86%99.jpg', 'holiday & 写.jpg'],
    ['../../etc/passwd', 'passwd'],
    ['100%.jpg', '100%.jpg'],
    ['C:%5Cphotos%5Ca.jpg', 'a.jpg'],
    ['a%00%0Ab.jpg', 'ab.jpg'],
    ['%20'.repeat(300), ' '.repeat(255)],
    ['folder/', 'image'],
  ])('is called by X-File-Name: %.20s', async (header, name) => {
    app = await startApp();
    expect((await onlyImage(await postRaw(app, '', { 'x-file-name': header }))).name).toBe(name);
  });

  it('is answered all the same when the store fails, and says so', async () => {
    app = await startApp({}, (store) => ({
      ...store,
      recordInference() {
        throw new VigilError('storage_failed', 'The disk is full.');
      },
    }));
    const image = await onlyImage(await postRaw(app));
    expect(image).toMatchObject({
      inference_id: null,
      storage_error: { code: 'storage_failed', detail: 'The disk is full.' },
    });
    expect(image.detections).toHaveLength(2);
  });

  it('leaves the store out of it when its thumbnail cannot be kept', async () => {
    app = await startApp({}, (store) => ({
      ...store,
      saveThumbnail() {
        throw new VigilError('storage_failed', 'The disk is full.');
      },
    }));
    app.detection.onDetect = async () => outcome({ thumbnail: Promise.resolve(Uint8Array.of(1)) });
    expect((await onlyImage(await postRaw(app))).inference_id).toBe(1);
    expect((await onlyImage(await postRaw(app))).inference_id).toBe(2);
  });

  it.each([
    ['image_unreadable', 400],
    ['unsupported_media_type', 415],
    ['queue_full', 429],
    ['inference_failed', 500],
    ['detector_lost', 503],
    ['model_not_loaded', 503],
    ['inference_timeout', 504],
  ] as const)('that fails with %s is a problem of status %d, with the images beside it', async (code, status) => {
    app = await startApp();
    app.detection.onDetect = async () => {
      throw new VigilError(code, 'Because.');
    };
    const response = await postRaw(app);
    expect(response.status).toBe(status);
    if (code === 'queue_full') expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await problem(response)).toMatchObject({
      code,
      detail: 'Because.',
      images: [{ name: 'image', error: { code, detail: 'Because.' } }],
    });
    expect(app.store.listInferences({ limit: 10 }).items).toEqual([]);
  });

  it.each([
    ['without a type', { 'content-type': '' }],
    ['as JSON', { 'content-type': 'application/json' }],
    ['as text', { 'content-type': 'text/plain' }],
  ])('is refused %s', async (_how, headers) => {
    app = await startApp();
    const response = await post(app, '{}', '', headers);
    expect(await problem(response)).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  });

  it('must be there', async () => {
    app = await startApp();
    const response = await fetch(`${app.url}/v1/yolo/detect`, { method: 'POST' });
    expect(await problem(response)).toMatchObject({ status: 400, code: 'invalid_request' });
  });
});

describe('limits on bytes', () => {
  it.each([
    ['with its length stated', (bytes: Uint8Array<ArrayBuffer>): NonNullable<RequestInit['body']> => bytes],
    ['in chunks', (bytes: Uint8Array<ArrayBuffer>): NonNullable<RequestInit['body']> => new Blob([bytes]).stream()],
  ])('refuse a body %s that is longer', async (_how, toBody) => {
    app = await startApp({ max_bytes: 1_000 });
    const send = (size: number) =>
      fetch(`${app.url}/v1/yolo/detect`, {
        ...{
          method: 'POST',
          headers: { 'content-type': 'image/png' },
          body: toBody(new Uint8Array(size)),
          duplex: 'half',
        },
      });
    expect((await send(1_000)).status).toBe(200);
    expect(await problem(await send(1_001))).toMatchObject({ status: 413, code: 'image_too_large' });
    expect(await problem(await send(3_000_000))).toMatchObject({ status: 413, code: 'image_too_large' });
    expect(app.detection.jobs).toHaveLength(1);
    expect(app.store.listSecurityEvents(10)).toMatchObject([{ kind: 'image_too_large' }, { kind: 'image_too_large' }]);
  });

  it('spare the other images of a form', async () => {
    app = await startApp({ max_bytes: 1_000 });
    const response = await post(
      app,
      form([
        ['file', 'first'],
        ['file', 'x'.repeat(2_000_000), 'huge.jpg'],
        ['file', 'y'.repeat(1_000), 'exact.jpg'],
        ['file', 'last'],
      ]),
    );
    expect(response.status).toBe(200);
    const { images } = await answered(response);
    expect(images.map((image) => ('error' in image ? image.error.code : image.inference_id))).toEqual([
      1,
      'image_too_large',
      2,
      3,
    ]);
    expect(sentTo(app)).toEqual(['first', 'y'.repeat(1_000), 'last']);
  });
});
