import type { HistoryItem } from '../../../../native/contract/http/history.ts';

/** A result whose run took `ms`; its other phases took nothing. */
export function result(id: number, ms: number, change: Partial<HistoryItem> = {}): HistoryItem {
  return {
    inference_id: id,
    at: '2025-01-01T12:00:00.000Z',
    request_id: `request-${id}`,
    name: `${id}.jpg`,
    source: null,
    width: 640,
    height: 480,
    model: { id: '695e750a5d57', name: 'yolox-nano-416', version: '695e750a' },
    provider: 'cpu',
    conf: 0.25,
    iou: 0.45,
    detections: [],
    features: { detections: 0, confidence: null },
    timings_ms: { queue: 0, decode: 0, tensor: 0, inference: ms, postprocess: 0, total: ms },
    has_thumbnail: true,
    has_image: true,
    pinned: false,
    ...change,
  };
}

export const found = (...names: string[]) => ({
  detections: names.map((class_name) => ({
    class_id: 0,
    class_name,
    score: 0.9,
    box: [0, 0, 10, 10] as [number, number, number, number],
  })),
});
