import type { SceneKnobs } from '../../contract/demo.ts';
import type { ScenePart } from '../scenes/types.ts';

/** What one picture of the line is drawn from. */
export interface DrawRequest {
  /** As renderScene takes it. */
  seed: number;
  knobs: SceneKnobs;
}

/** A picture of the line, as a camera would send it, and what is known of it. */
export interface DrawnPicture {
  jpeg: Uint8Array<ArrayBuffer>;
  /** In pixels of the picture. */
  parts: ScenePart[];
  /** Mean luma of the pixels, 0 to 255. */
  brightness: number;
}

/** How a drawing ended. `lost`: the thread ended under it; the next request is drawn by a new one. */
export type Drawing =
  | { outcome: 'drawn'; picture: DrawnPicture }
  | { outcome: 'failed'; reason: string }
  | { outcome: 'lost'; reason: string };

export type ToSceneWorker = { kind: 'draw'; id: number; request: DrawRequest } | { kind: 'end' };

export type FromSceneWorker =
  | { kind: 'drawn'; id: number; picture: DrawnPicture }
  | { kind: 'failed'; id: number; reason: string };
