import type { Part } from '../../contract/demo.ts';

export const SCENE_WIDTH = 640;
export const SCENE_HEIGHT = 480;

/** One part that a scene shows. */
export interface ScenePart {
  /** `unknown` is the seventh kind; it has no label. */
  kind: Part | 'unknown';
  /** Tight around what is visible, clipped to the picture: `[x1, y1, x2, y2]` in pixels, origin top left. */
  box: [number, number, number, number];
  /** Share of its silhouette that neither another part nor the edge of the picture hides, 0 to 1. */
  visible: number;
}

/** A drawn picture with its exact boxes. */
export interface Scene {
  width: number;
  height: number;
  /** `height * width * 3` bytes, rows from the top, RGB. */
  rgb: Uint8Array;
  parts: ScenePart[];
}
