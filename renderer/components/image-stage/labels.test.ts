import { describe, expect, it } from 'vitest';
import { type LabelRequest, type PlacedLabel, placeLabels } from './labels.ts';

const view = { width: 400, height: 300 };
const size = { width: 80, height: 18 };

const request = (id: number, x: number, y: number, width = 100, height = 100, always = false): LabelRequest => ({
  id,
  box: { x, y, width, height },
  size,
  always,
});

const overlap = (a: PlacedLabel, b: PlacedLabel) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('placeLabels', () => {
  it('stands on the head of its box where there is room', () => {
    expect(placeLabels([request(1, 100, 100)], view)).toEqual([{ id: 1, x: 100, y: 82, ...size }]);
  });

  it('stays inside the view at every edge', () => {
    const corners = [request(1, -50, -50), request(2, 390, 290), request(3, -90, 250), request(4, 350, -10, 200, 900)];
    for (const label of placeLabels(corners, view)) {
      expect(label.x).toBeGreaterThanOrEqual(0);
      expect(label.y).toBeGreaterThanOrEqual(0);
      expect(label.x + label.width).toBeLessThanOrEqual(view.width);
      expect(label.y + label.height).toBeLessThanOrEqual(view.height);
    }
  });

  it('moves aside for the label before it', () => {
    const labels = placeLabels([request(1, 100, 100), request(2, 105, 102)], view);
    expect(labels).toHaveLength(2);
    expect(overlap(labels[0] as PlacedLabel, labels[1] as PlacedLabel)).toBe(false);
  });

  it('never covers one label with another, and leaves out what has no place', () => {
    const crowd = Array.from({ length: 300 }, (_, id) => request(id, (id * 37) % 380, (id * 53) % 280, 40, 40));
    const labels = placeLabels(crowd, view);
    expect(labels.length).toBeGreaterThan(10);
    expect(labels.length).toBeLessThan(300);
    labels.forEach((label, at) => {
      for (const other of labels.slice(at + 1)) expect(overlap(label, other)).toBe(false);
    });
  });

  it('places what is asked for always even where all is taken', () => {
    const same = Array.from({ length: 40 }, (_, id) => request(id, 100, 100, 20, 20));
    const labels = placeLabels([...same, request(99, 100, 100, 20, 20, true)], view);
    expect(labels.map(({ id }) => id)).toContain(99);
  });

  it('leaves out boxes that are out of sight', () => {
    expect(placeLabels([request(1, 500, 10), request(2, 10, -200)], view)).toEqual([]);
  });
});
