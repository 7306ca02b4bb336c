import { useState, useSyncExternalStore } from 'react';
import {
  clampView,
  fitView,
  type Point,
  panBy,
  revealBox,
  type Size,
  type ViewTransform,
  zoomTo,
} from './view-transform.ts';

/**
 * What part of a picture is looked at. Lives outside React, so that panning and zooming move the picture and its boxes
 * without rendering anything.
 */
export class StageView {
  #image: Size = { width: 1, height: 1 };
  #viewport: Size = { width: 1, height: 1 };
  #view: ViewTransform = { scale: 1, x: 0, y: 0 };
  /** Fitted views follow the size of the stage; free ones stay where the user put them. */
  #fitted = true;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly get = (): ViewTransform => this.#view;
  readonly viewport = (): Size => this.#viewport;
  readonly isFitted = (): boolean => this.#fitted;

  /** Another picture: shown whole. The same size again keeps the view, for stepping through frames of one camera. */
  setImage(image: Size): void {
    if (image.width === this.#image.width && image.height === this.#image.height) return;
    this.#image = image;
    this.fit();
  }

  setViewport(viewport: Size): void {
    if (viewport.width === this.#viewport.width && viewport.height === this.#viewport.height) return;
    this.#viewport = viewport;
    if (this.#fitted) this.fit();
    else this.#set(clampView(this.#view, this.#image, viewport));
  }

  readonly fit = (): void => {
    this.#fitted = true;
    this.#set(fitView(this.#image, this.#viewport));
  };

  /** One image pixel to one pixel of the screen. */
  readonly oneToOne = (at: Point = this.#middle()): void => this.zoomTo(1 / window.devicePixelRatio, at);

  zoomBy(factor: number, at: Point = this.#middle()): void {
    this.zoomTo(this.#view.scale * factor, at);
  }

  zoomTo(scale: number, at: Point): void {
    this.#fitted = false;
    this.#set(zoomTo(this.#view, scale, at, this.#image, this.#viewport));
  }

  panBy(dx: number, dy: number): void {
    this.#fitted = false;
    this.#set(panBy(this.#view, dx, dy, this.#image, this.#viewport));
  }

  reveal(box: readonly [number, number, number, number]): void {
    this.#set(revealBox(this.#view, box, this.#image, this.#viewport));
  }

  #middle(): Point {
    return { x: this.#viewport.width / 2, y: this.#viewport.height / 2 };
  }

  #set(next: ViewTransform): void {
    const { scale, x, y } = this.#view;
    if (next.scale === scale && next.x === x && next.y === y) return;
    this.#view = next;
    for (const listener of this.#listeners) listener();
  }
}

/** One view for one stage; hand it to `ImageStage` to steer it from outside. */
export function useStageView(): StageView {
  return useState(() => new StageView())[0];
}

/** The present scale in screen pixels for an image pixel, 1 at 1:1. Renders on every zoom step: keep its user small. */
export function useStageScale(view: StageView): number {
  return useSyncExternalStore(view.subscribe, () => view.get().scale) * window.devicePixelRatio;
}
