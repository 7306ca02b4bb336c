import { describe, expect, it } from 'vitest';
import type { ImageResult } from '../../contract/http/detect.ts';
import { features } from '../../testing/features.ts';
import { progressLine } from './progress.ts';
import { countByClass, failureTable, nameWidth, paceLine, resultLine } from './report.ts';

const detection = (class_name: string) => ({
  class_id: 0,
  class_name,
  score: 0.9,
  box: [0, 0, 1, 1] as [number, number, number, number],
});
const image: ImageResult = {
  inference_id: null,
  name: 'bus.jpg',
  width: 810,
  height: 1080,
  detections: ['person', 'bus', 'person', 'person', 'person'].map(detection),
  features: features({ detections: 5, confidence: 0.9 }),
  timings_ms: { queue: 100, decode: 3.2, tensor: 0.8, inference: 7.4, postprocess: 0.4, total: 112 },
};

describe('report of detection', () => {
  it('says an image in one line, with the work on it and not the wait', () => {
    expect(resultLine(image, 9)).toBe('bus.jpg    810x1080  1 bus, 4 person  12 ms');
  });

  it('says what failed, and why at the end', () => {
    const failed = { name: 'empty.jpg', error: { code: 'image_unreadable' as const, detail: 'It has 0 bytes.' } };
    expect(resultLine(failed, 9)).toBe('empty.jpg  failed: The image cannot be decoded');
    expect(failureTable([image, failed])).toBe('1 of 2 failed:\n  empty.jpg  image_unreadable  It has 0 bytes.');
    expect(failureTable([image])).toBeNull();
  });

  it('says so where nothing was found', () => {
    expect(countByClass([])).toBe('nothing found');
  });

  it('lets no name steer the terminal', () => {
    expect(resultLine({ ...image, name: 'a\x1b[2J\r\n.jpg' }, 0)).toMatch(/^a\?\[2J\?\?\.jpg {2}/);
  });

  it('lines names up by the longest that is not overlong', () => {
    expect(nameWidth(['a.jpg', 'abc.jpg', 'x'.repeat(100)])).toBe(7);
  });

  it('tells work from start', () => {
    expect(paceLine({ images: 108, work_ms: 1350, total_ms: 3000 })).toBe(
      '108 images in 1.35 s: 80.0 images/s (3.00 s with the start)',
    );
    expect(progressLine(20, 100, 250)).toBe('20/100  80.0 images/s  1 s left');
  });
});
