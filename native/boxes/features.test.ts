import { describe, expect, it } from 'vitest';
import type { Detection } from '../contract/candidates.ts';
import { describeDetections } from './features.ts';

const image = { width: 200, height: 100 };
const found = (class_name: string, score: number, box: Detection['box'] = [0, 0, 20, 10]): Detection => ({
  class_id: 0,
  class_name,
  score,
  box,
});

describe('figures of detections', () => {
  it('are missing, and not 0, where nothing is detected', () => {
    expect(describeDetections([], image)).toEqual({
      detections: 0,
      confidence: null,
      max_confidence: null,
      mean_box_area: null,
      dominant_class: null,
      class_counts: {},
    });
  });

  it('are means, the best, and counts by class', () => {
    const detections = [
      found('bus', 0.91234, [0, 0, 200, 50]),
      found('person', 0.5, [10, 10, 20, 20]),
      found('person', 0.3),
    ];
    expect(describeDetections(detections, image)).toEqual({
      detections: 3,
      confidence: 0.57078,
      max_confidence: 0.91234,
      mean_box_area: 0.17167,
      dominant_class: 'person',
      class_counts: { person: 2, bus: 1 },
    });
  });

  it('take the class of most detections, then of the greater sum of scores, then the first by name', () => {
    const dominant = (...detections: Detection[]) => describeDetections(detections, image).dominant_class;
    expect(dominant(found('b', 0.9), found('a', 0.3), found('a', 0.3))).toBe('a');
    expect(dominant(found('a', 0.8), found('b', 0.9))).toBe('b');
    expect(dominant(found('b', 0.5), found('a', 0.5))).toBe('a');
  });

  it('take a box without area for none of the image', () => {
    expect(describeDetections([found('a', 0.5, [200, 10, 200, 90])], image).mean_box_area).toBe(0);
  });

  it('count a class whatever it is called', () => {
    const { class_counts } = describeDetections([found('__proto__', 0.5), found('constructor', 0.5)], image);
    expect(Object.entries(class_counts)).toEqual([
      ['__proto__', 1],
      ['constructor', 1],
    ]);
  });
});
