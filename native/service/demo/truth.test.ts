import { describe, expect, it } from 'vitest';
import type { Box, Detection } from '../../contract/candidates.ts';
import { PARTS, type Part } from '../../contract/demo.ts';
import { RollingFigures } from './figures.ts';
import { judge } from './truth.ts';

const part = (kind: Part | 'unknown', box: Box) => ({ kind, box, visible: 1 });
const detection = (class_name: Part, box: Box, score = 0.9): Detection => ({
  class_id: PARTS.indexOf(class_name),
  class_name,
  score,
  box,
});
const HERE: Box = [0, 0, 100, 100];
const THERE: Box = [300, 0, 400, 100];

describe('a picture', () => {
  it.each([
    ['all found', [part('bolt', HERE)], [detection('bolt', HERE)], 1, 1, 1],
    ['nothing found', [part('bolt', HERE)], [], 1, 0, 0],
    ['the wrong kind', [part('bolt', HERE)], [detection('nut', HERE)], 1, 0, 1],
    ['the wrong place', [part('bolt', HERE)], [detection('bolt', THERE)], 1, 0, 1],
    ['half of it, just', [part('bolt', HERE)], [detection('bolt', [0, 0, 100, 50])], 1, 1, 1],
    ['less than half of it', [part('bolt', HERE)], [detection('bolt', [0, 0, 100, 49])], 1, 0, 1],
    ['one found twice', [part('bolt', HERE)], [detection('bolt', HERE), detection('bolt', HERE, 0.8)], 1, 1, 2],
    ['an unknown part', [part('unknown', HERE)], [detection('bolt', HERE)], 0, 0, 1],
    ['two kinds', [part('bolt', HERE), part('nut', THERE)], [detection('nut', THERE)], 2, 1, 1],
  ])('%s', (_, parts, detections, all, found, count) => {
    expect(judge(parts, detections, PARTS)).toEqual({ parts: all, found, detections: count });
  });

  it('is judged by names, whatever their order and case, and by those alone that the model knows', () => {
    const classes = ['person', 'NUT', 'Bolt'];
    const found = [{ ...detection('bolt', HERE), class_id: 2 }];
    expect(judge([part('bolt', HERE), part('gear', THERE)], found, classes)).toEqual({
      parts: 1,
      found: 1,
      detections: 1,
    });
    expect(judge([part('bolt', HERE)], found, ['person'])).toBeNull();
  });
});

describe('the figures', () => {
  const picture = (parts: number, found: number, scores: number[], brightness = 100) => ({
    judgement: { parts, found, detections: scores.length },
    scores,
    brightness,
  });

  it('are of nothing at first', () => {
    expect(new RollingFigures().figures()).toEqual({
      ...{ pictures: 0, recall: null, precision: null, mean_confidence: null, brightness: null },
    });
  });

  it('are of all parts and detections together', () => {
    const figures = new RollingFigures();
    figures.add(picture(4, 3, [0.9, 0.8, 0.7, 0.6], 120));
    figures.add(picture(1, 0, [], 60));
    expect(figures.figures()).toEqual({
      ...{ pictures: 2, recall: 0.6, precision: 0.75, mean_confidence: 0.75, brightness: 90 },
    });
  });

  it('leave out what cannot be told', () => {
    const figures = new RollingFigures();
    figures.add({ judgement: null, scores: [0.5], brightness: 10 });
    expect(figures.figures()).toMatchObject({ recall: null, precision: null, mean_confidence: 0.5, brightness: 10 });
  });

  it('forget all but the last 50', () => {
    const figures = new RollingFigures();
    for (let count = 0; count < 50; count++) figures.add(picture(1, 0, [0.1], 10));
    for (let count = 0; count < 25; count++) figures.add(picture(1, 1, [0.5], 30));
    expect(figures.figures()).toMatchObject({ pictures: 50, recall: 0.5, mean_confidence: 0.3, brightness: 20 });
    for (let count = 0; count < 25; count++) figures.add(picture(1, 1, [0.5], 30));
    expect(figures.figures()).toMatchObject({ pictures: 50, recall: 1, mean_confidence: 0.5, brightness: 30 });
  });
});
