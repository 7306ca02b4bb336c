/** Width and height in pixels. */
export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/**
 * From image to stage: `stage = image × scale + (x, y)`. Image coordinates are pixels of the upright original, stage
 * coordinates are CSS pixels; both origins top left.
 */
export interface ViewTransform {
  scale: number;
  x: number;
  y: number;
}

/** Free space around a fitted image, CSS pixels on each side. */
const FIT_MARGIN = 16;
/** A small image is enlarged to fill the stage, but not beyond recognition. */
const MAX_FIT_SCALE = 8;
const MAX_SCALE = 40;
/** How far the edge of an enlarged image may be drawn into the stage, CSS pixels. */
const OVERSCROLL = 64;

export const toStage = (view: ViewTransform, { x, y }: Point): Point => ({
  x: x * view.scale + view.x,
  y: y * view.scale + view.y,
});

export const toImage = (view: ViewTransform, { x, y }: Point): Point => ({
  x: (x - view.x) / view.scale,
  y: (y - view.y) / view.scale,
});

function fitScale(image: Size, viewport: Size): number {
  const free = { width: viewport.width - 2 * FIT_MARGIN, height: viewport.height - 2 * FIT_MARGIN };
  return Math.min(Math.max(1, free.width) / image.width, Math.max(1, free.height) / image.height, MAX_FIT_SCALE);
}

/** The whole image in the middle of the viewport. */
export function fitView(image: Size, viewport: Size): ViewTransform {
  return centred(fitScale(image, viewport), image, viewport);
}

function centred(scale: number, image: Size, viewport: Size): ViewTransform {
  return {
    scale,
    x: (viewport.width - image.width * scale) / 2,
    y: (viewport.height - image.height * scale) / 2,
  };
}

/** Never smaller than half of the fitted size (or of 1:1 where that is smaller), never beyond forty-fold. */
export function scaleLimits(image: Size, viewport: Size): { min: number; max: number } {
  const fitted = fitScale(image, viewport);
  return { min: Math.min(fitted, 1) / 2, max: Math.max(MAX_SCALE, fitted) };
}

/** One axis: centred while it all fits, otherwise no further than a little beyond its edges. */
function clampAxis(offset: number, length: number, room: number): number {
  if (length <= room) return (room - length) / 2;
  return Math.min(OVERSCROLL, Math.max(room - length - OVERSCROLL, offset));
}

/** The nearest view that keeps the image in sight and the scale within its limits. */
export function clampView(view: ViewTransform, image: Size, viewport: Size): ViewTransform {
  const { min, max } = scaleLimits(image, viewport);
  const scale = Math.min(max, Math.max(min, view.scale));
  return {
    scale,
    x: clampAxis(view.x, image.width * scale, viewport.width),
    y: clampAxis(view.y, image.height * scale, viewport.height),
  };
}

/** Sets the scale so that what lies under `at` (stage coordinates) stays there, as far as the clamp allows. */
export function zoomTo(view: ViewTransform, scale: number, at: Point, image: Size, viewport: Size): ViewTransform {
  const { min, max } = scaleLimits(image, viewport);
  const next = Math.min(max, Math.max(min, scale));
  const under = toImage(view, at);
  return clampView({ scale: next, x: at.x - under.x * next, y: at.y - under.y * next }, image, viewport);
}

export function panBy(view: ViewTransform, dx: number, dy: number, image: Size, viewport: Size): ViewTransform {
  return clampView({ scale: view.scale, x: view.x + dx, y: view.y + dy }, image, viewport);
}

/** The same scale, moved so that a box (image coordinates) is in the middle, unless all of it is in sight already. */
export function revealBox(
  view: ViewTransform,
  box: readonly [number, number, number, number],
  image: Size,
  viewport: Size,
): ViewTransform {
  const from = toStage(view, { x: box[0], y: box[1] });
  const to = toStage(view, { x: box[2], y: box[3] });
  if (from.x >= 0 && from.y >= 0 && to.x <= viewport.width && to.y <= viewport.height) return view;
  const dx = viewport.width / 2 - (from.x + to.x) / 2;
  const dy = viewport.height / 2 - (from.y + to.y) / 2;
  return panBy(view, dx, dy, image, viewport);
}
