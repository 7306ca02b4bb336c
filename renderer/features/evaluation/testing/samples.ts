import type { Evaluation } from '../../../../native/contract/http/evaluations.ts';

const counts = { tp: 9, fp: 1, fn: 1, precision: 0.9, recall: 0.9, f1: 0.9 };
const along = (value: (at: number) => number) => Array.from({ length: 101 }, (_, at) => value(at));

/** An evaluation that has finished, of one class. */
export const FINISHED: Evaluation = {
  id: 4,
  name: 'yard',
  state: 'finished',
  source: { type: 'folder', images: '/data/images', labels: '/data/labels' },
  model: { id: 'aabbccddeeff', name: 'starter', version: '1' },
  provider: 'cpu',
  conf: 0.25,
  iou: 0.45,
  started_at: '2026-01-10T12:00:00.000Z',
  ended_at: '2026-01-10T12:01:00.000Z',
  progress: { done: 500, total: 500 },
  error: null,
  figures: { images: 500, objects: 2_534, map50: 0.983, map50_95: 0.8, precision: 0.9, recall: 0.9, f1: 0.9 },
  result: {
    images: 500,
    objects: 2_534,
    predictions: 2_600,
    map50: 0.983,
    map75: 0.9,
    map50_95: 0.8,
    at_threshold: { ...counts, conf: 0.25, iou: 0.45, map50: 0.97, map50_95: 0.79, other_classes: 0 },
    best_f1: null,
    per_class: [
      {
        ...counts,
        class_id: 3,
        class_name: 'bolt',
        objects: 10,
        predictions: 12,
        ap50: 0.9,
        ap50_95: 0.7,
        best_f1: null,
      },
    ],
    confusion_matrix: {
      conf: 0.25,
      classes: ['bolt', 'background'],
      matrix: [
        [9, 1],
        [1, 0],
      ],
    },
    pr_curve: {
      recall: along((at) => at / 100),
      overall: along(() => 0.9),
      per_class: [
        {
          class_id: 3,
          class_name: 'bolt',
          precision: along(() => 0.8),
          conf: Array.from({ length: 101 }, (_, at) => (at > 90 ? null : 1 - at / 100)),
        },
      ],
    },
    labels: {
      format: 'yolo',
      matched_by: 'names',
      names_file: null,
      unknown_classes: [],
      crowd_regions: 0,
      images_without_labels: 0,
      labels_without_image: 0,
    },
  },
};
