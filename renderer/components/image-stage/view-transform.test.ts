import { describe, expect, it } from 'vitest';
import { clampView, fitView, panBy, revealBox, scaleLimits, toImage, toStage, zoomTo } from './view-transform.ts';

const viewport = { width: 800, height: 600 };
const photograph = { width: 4000, height: 3000 };

describe('fitView', () => {
  it('shows the whole image in the middle with a margin', () => {
    const view = fitView(photograph, viewport);
    const from = toStage(view, { x: 0, y: 0 });
    const to = toStage(view, { x: 4000, y: 3000 });
    expect(from.x).toBeGreaterThanOrEqual(16);
    expect(from.y).toBeGreaterThanOrEqual(16);
    expect(to.x).toBeLessThanOrEqual(784);
    expect((from.x + to.x) / 2).toBeCloseTo(400);
    expect((from.y + to.y) / 2).toBeCloseTo(300);
  });

  it.each([
    { width: 1, height: 1 },
    { width: 6000, height: 2 },
    { width: 3, height: 5000 },
  ])('is finite for $width × $height in any viewport', (image) => {
    for (const room of [viewport, { width: 0, height: 0 }]) {
      const { scale, x, y } = fitView(image, room);
      expect(scale).toBeGreaterThan(0);
      expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
    }
  });

  it('enlarges a small image at most eightfold', () => {
    expect(fitView({ width: 10, height: 10 }, viewport).scale).toBe(8);
  });
});

describe('zoomTo', () => {
  it('keeps what lies under the pointer where it is', () => {
    let view = zoomTo(fitView(photograph, viewport), 1, { x: 400, y: 300 }, photograph, viewport);
    const at = { x: 333, y: 222 };
    const before = toImage(view, at);
    for (const scale of [1.3, 2.2, 0.9]) view = zoomTo(view, scale, at, photograph, viewport);
    expect(toImage(view, at).x).toBeCloseTo(before.x, 6);
    expect(toImage(view, at).y).toBeCloseTo(before.y, 6);
  });

  it('stays within the limits', () => {
    const { min, max } = scaleLimits(photograph, viewport);
    const at = { x: 0, y: 0 };
    expect(zoomTo(fitView(photograph, viewport), 1e9, at, photograph, viewport).scale).toBe(max);
    expect(zoomTo(fitView(photograph, viewport), 0, at, photograph, viewport).scale).toBe(min);
  });
});

describe('clampView', () => {
  it('centres an axis that fits and stops at the edges of one that does not', () => {
    const wide = { width: 1600, height: 100 };
    const view = clampView({ scale: 1, x: 5_000, y: -70 }, wide, viewport);
    expect(view).toEqual({ scale: 1, x: 64, y: 250 });
    expect(panBy(view, -1e6, 0, wide, viewport).x).toBe(800 - 1600 - 64);
  });
});

describe('revealBox', () => {
  const near = zoomTo(fitView(photograph, viewport), 2, { x: 400, y: 300 }, photograph, viewport);

  it('leaves a view that shows the box', () => {
    const middle = toImage(near, { x: 400, y: 300 });
    expect(revealBox(near, [middle.x, middle.y, middle.x + 5, middle.y + 5], photograph, viewport)).toBe(near);
  });

  it('brings a box that is out of sight to the middle', () => {
    const view = revealBox(near, [1000, 1000, 1050, 1050], photograph, viewport);
    expect(view.scale).toBe(2);
    expect(toStage(view, { x: 1025, y: 1025 })).toEqual({ x: 400, y: 300 });
  });
});
