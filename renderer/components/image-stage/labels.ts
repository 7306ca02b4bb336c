import type { Size } from './view-transform.ts';

/** A rectangle in stage coordinates: CSS pixels, origin top left. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface LabelRequest {
  id: number;
  /** The box it names, in stage coordinates. */
  box: Rectangle;
  /** Of the label's text with its padding, CSS pixels. */
  size: Size;
  /** Shown even where it covers another one: the detection that is selected or under the pointer. */
  always: boolean;
}

export interface PlacedLabel extends Rectangle {
  id: number;
}

const overlaps = (a: Rectangle, b: Rectangle) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), Math.max(low, high));

/** The part of a rectangle that lies in the view, or null. */
function visiblePart(box: Rectangle, view: Size): Rectangle | null {
  const x = Math.max(box.x, 0);
  const y = Math.max(box.y, 0);
  const width = Math.min(box.x + box.width, view.width) - x;
  const height = Math.min(box.y + box.height, view.height) - y;
  return width <= 0 || height <= 0 ? null : { x, y, width, height };
}

/** Where a label may stand, best first: on the box's head, under its foot, inside, then aligned to the right. */
function places(part: Rectangle, size: Size, view: Size): Rectangle[] {
  const left = part.x;
  const right = part.x + part.width - size.width;
  const above = part.y - size.height;
  const below = part.y + part.height;
  const spots: [number, number][] = [
    [left, above],
    [left, part.y],
    [left, below],
    [right, above],
    [right, below],
    [right, part.y],
    [left, below - size.height],
    [right, below - size.height],
  ];
  return spots.map(([x, y]) => ({
    x: clamp(x, 0, view.width - size.width),
    y: clamp(y, 0, view.height - size.height),
    ...size,
  }));
}

/**
 * Gives each label the first free place at its box, within the view. Requests come most important first; a label
 * without a free place is left out rather than drawn over another, except those asked for always.
 */
export function placeLabels(requests: readonly LabelRequest[], view: Size): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  for (const { id, box, size, always } of requests) {
    const part = visiblePart(box, view);
    if (part === null) continue;
    const spots = places(part, size, view);
    const free = spots.find((spot) => !placed.some((other) => overlaps(spot, other)));
    const spot = free ?? (always ? spots[0] : undefined);
    if (spot !== undefined) placed.push({ id, ...spot });
  }
  return placed;
}
