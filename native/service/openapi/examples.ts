import type { z } from 'zod';
import type { ENDPOINTS, EndpointName } from '../../contract/http/endpoints.ts';

type Table = typeof ENDPOINTS;
type AnswerExamples = {
  [Name in EndpointName]?: Table[Name]['answers'] extends z.ZodType ? z.input<Table[Name]['answers']> : never;
};
type JsonBodies = {
  [Name in EndpointName]: Table[Name] extends { body: { json: infer Schema } } ? z.input<Schema> : never;
};
/** Each address that takes a JSON body must show one: its curl example is made of it. */
type BodyExamples = {
  [Name in EndpointName as JsonBodies[Name] extends never ? never : Name]: JsonBodies[Name];
};

const model = { id: '695e750a5d57', name: 'yolox-nano-416', version: '1' };

/** What a request body looks like; one for each address that takes JSON. */
export const BODY_EXAMPLES = {
  loadModel: { path: '/home/me/models/yolox-nano-416.onnx' },
  pinInference: { pinned: true },
  deleteInferences: { ids: [123, 124] },
  restoreInferences: { deletion_id: '0198c1f2-6d1e-7c3a-9b60-5a4a4c1f2d90' },
  exportInferences: {
    selection: { filter: { class: 'person', min_score: 0.5 } },
    format: 'coco',
    thresholds: { conf: 0.5, iou: 0.45 },
  },
  putSettings: {
    thresholds: { conf: 0.3, iou: 0.45, max_det: 300 },
    retention: { max_age_days: 30, max_bytes: 20_000_000_000 },
    keep_images: true,
  },
  openSession: { token: 'the-token-of-the-data-folder' },
  startDemo: { scenario: 'failing_lamp', rate: 4 },
  putDemoKnobs: { knobs: { light: 0.5, focus: null }, rate: 8 },
} as const satisfies BodyExamples;

/** What an answer looks like, for the addresses where a picture says more than the table of its fields. */
export const ANSWER_EXAMPLES: AnswerExamples = {
  health: {
    status: 'ok',
    version: '0.1.0',
    uptime_s: 86.4,
    model: {
      ...model,
      provider: 'cpu',
      provider_extent: 'all',
      provider_reason: 'All of the model runs on the CPU.',
    },
    checks: [{ name: 'model', status: 'ok', detail: 'yolox-nano-416 is loaded.' }],
  },
  healthLive: { status: 'ok' },
  detect: {
    request_id: '0198c1f2-6d1e-7c3a-9b60-5a4a4c1f2d90',
    model,
    provider: 'cpu',
    provider_extent: 'all',
    images: [
      {
        inference_id: 123,
        name: 'photo.jpg',
        width: 810,
        height: 1080,
        detections: [{ class_id: 0, class_name: 'person', score: 0.91, box: [48.5, 399.1, 244.8, 903.4] }],
        features: { detections: 1, confidence: 0.91 },
        timings_ms: { queue: 0.4, decode: 6.1, tensor: 1.3, inference: 18.9, postprocess: 0.8, total: 27.9 },
      },
      {
        name: 'notes.txt',
        error: {
          code: 'unsupported_media_type',
          detail: 'The bytes are no image. Send a JPEG, PNG, WebP, AVIF, TIFF or GIF.',
        },
      },
    ],
  },
};
