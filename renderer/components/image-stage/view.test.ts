import { describe, expect, it } from 'vitest';
import type { Detection } from '../../../native/contract/candidates.ts';
import type { CandidateList } from '../../../native/contract/http/detect.ts';
import { ALL_CLASSES, NO_CLASSES, onlyClass, withClass } from './class-filter.ts';
import { classCounts, countShown, packCandidates, scoreHistogram, shownDetections, summariseClasses } from './view.ts';

const image = { width: 640, height: 480 };

const candidate = (class_name: string, score: number, box: Detection['box']): Detection => ({
  class_id: class_name === 'person' ? 0 : 5,
  class_name,
  score,
  box,
});

const list = (candidates: Detection[], suppressed = false): CandidateList => ({ floor: 0.05, suppressed, candidates });

const street = packCandidates(
  list([
    candidate('person', 0.9, [10, 10, 60, 110]),
    candidate('bus', 0.8, [100, 20, 400, 220]),
    candidate('person', 0.7, [12, 12, 62, 112]),
    candidate('person', 0.3, [500, 100, 540, 200]),
    candidate('bus', 0.06, [300, 300, 400, 400]),
  ]),
);
const thresholds = { conf: 0.25, iou: 0.45 };

describe('shownDetections', () => {
  it('applies confidence and overlap, and keeps the numbers of the candidates', () => {
    const shown = shownDetections(street, thresholds, ALL_CLASSES, image);
    expect(shown.map(({ id, class_name }) => [id, class_name])).toEqual([
      [0, 'person'],
      [1, 'bus'],
      [3, 'person'],
    ]);
  });

  it('brings overlapping boxes back when the overlap threshold rises', () => {
    expect(shownDetections(street, { conf: 0.25, iou: 0.95 }, ALL_CLASSES, image)).toHaveLength(4);
  });

  it('includes a score that equals the threshold in decimal', () => {
    for (const conf of [0.3, 0.7, 0.9]) {
      const shown = shownDetections(street, { conf, iou: 1 }, ALL_CLASSES, image);
      expect(shown.at(-1)?.score).toBe(conf);
    }
  });

  it('leaves overlaps alone where the model has suppressed them', () => {
    const packed = packCandidates(
      list([candidate('person', 0.9, [0, 0, 10, 10]), candidate('person', 0.8, [0, 0, 10, 10])], true),
    );
    expect(shownDetections(packed, thresholds, ALL_CLASSES, image)).toHaveLength(2);
  });

  it('clips boxes to the image and stops at the most that is wanted', () => {
    const packed = packCandidates(
      list([candidate('bus', 0.9, [-5, -5, 700, 500]), candidate('bus', 0.5, [1, 1, 9, 9])]),
    );
    expect(shownDetections(packed, thresholds, ALL_CLASSES, image, 1).map(({ box }) => box)).toEqual([
      [0, 0, 640, 480],
    ]);
  });

  it('counts the same as it shows, under any filter', () => {
    const filters = [ALL_CLASSES, NO_CLASSES, onlyClass('bus'), withClass(ALL_CLASSES, 'person', false)];
    for (const filter of filters) {
      for (const conf of [0.05, 0.25, 0.75, 1]) {
        const view = { conf, iou: 0.45 };
        expect(countShown(street, view, filter)).toBe(shownDetections(street, view, filter, image).length);
      }
    }
  });
});

describe('classCounts', () => {
  it('lists every class of the image in one order, also those with none left', () => {
    expect(classCounts(street, thresholds)).toEqual([
      { name: 'bus', count: 1 },
      { name: 'person', count: 2 },
    ]);
    expect(classCounts(street, { conf: 0.95, iou: 0.45 })).toEqual([
      { name: 'bus', count: 0 },
      { name: 'person', count: 0 },
    ]);
  });
});

describe('scoreHistogram', () => {
  it('counts survivors, puts an edge into the bin above it and 1 into the last', () => {
    const packed = packCandidates(
      list([
        candidate('bus', 1, [0, 0, 10, 10]),
        candidate('bus', 0.1, [20, 0, 30, 10]),
        candidate('bus', 0.05, [40, 0, 50, 10]),
      ]),
    );
    const histogram = scoreHistogram(packed, 0.45);
    expect(histogram).toHaveLength(38);
    expect([histogram[0], histogram[2], histogram[37]]).toEqual([1, 1, 1]);
    expect(histogram.reduce((sum, count) => sum + count)).toBe(3);
  });

  it('is all zero for an image without candidates', () => {
    expect(Math.max(...scoreHistogram(packCandidates(list([])), 0.45))).toBe(0);
  });
});

describe('class filter', () => {
  it('goes back to where it was when a class is hidden and shown again', () => {
    for (const start of [ALL_CLASSES, NO_CLASSES]) {
      const there = withClass(start, 'bus', start === NO_CLASSES);
      expect(withClass(there, 'bus', start === ALL_CLASSES)).toEqual(start);
    }
  });
});

describe('summariseClasses', () => {
  it('names the most frequent first and sums up the rest', () => {
    const of = (...names: string[]) => names.map((class_name) => ({ class_name }));
    expect(summariseClasses(of('bus', 'person', 'person'))).toBe('2 person, 1 bus');
    expect(summariseClasses(of('a', 'b', 'c', 'd', 'e', 'f'), 4)).toBe('1 a, 1 b, 1 c, 1 d, 2 more classes');
    expect(summariseClasses([])).toBe('');
  });
});
