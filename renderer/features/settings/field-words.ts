import type { FieldName } from './settings-form.ts';

/** When a change holds. */
export type Effect = 'at_once' | 'next_image' | 'next_load' | 'next_start';

export const EFFECT_WORDS: Readonly<Record<Effect, string>> = {
  at_once: 'Takes effect at once',
  next_image: 'Takes effect with the next image',
  next_load: 'Takes effect when a model is loaded',
  next_start: 'Takes effect at the next start',
};

export interface FieldWords {
  label: string;
  /** What it does, in a sentence. */
  does: string;
  effect: Effect;
}

export const FIELD_WORDS: Readonly<Record<FieldName, FieldWords>> = {
  conf: {
    label: 'Confidence',
    does: 'Detections with a lower score are left out, where a request states no other.',
    effect: 'at_once',
  },
  iou: {
    label: 'Overlap (IoU)',
    does: 'Of two boxes of one class that overlap more than this, the better one stays.',
    effect: 'at_once',
  },
  max_det: { label: 'Most detections', does: 'The best ones of an image, at most so many.', effect: 'at_once' },
  max_age_days: { label: 'Keep results for', does: 'Older ones are removed. Pinned results stay.', effect: 'at_once' },
  max_gb: {
    label: 'Keep at most',
    does: 'Beyond this size the oldest results are removed. Pinned results stay.',
    effect: 'at_once',
  },
  keep_images: {
    label: 'Keep the pictures',
    does: 'Without them history holds detections and thumbnails, and exports hold no images.',
    effect: 'next_image',
  },
  providers: {
    label: 'Order',
    does: 'Tried from the top; the first one that runs the model and pays off is used.',
    effect: 'next_load',
  },
  goal: { label: 'Goal', does: 'What the processor is divided for.', effect: 'next_load' },
  port: {
    label: 'Port',
    does: 'Where this window and every program reach the console.',
    effect: 'next_start',
  },
  metrics_host: {
    label: 'Address',
    does: 'Of this machine, or 0.0.0.0 for all; empty: there is none. No token is asked for.',
    effect: 'next_start',
  },
  metrics_port: { label: 'Port', does: 'Another one than that of the app.', effect: 'next_start' },
  metrics_hosts: {
    label: 'Names',
    does: 'That scrapers may ask under besides the address, separated by commas.',
    effect: 'next_start',
  },
};
