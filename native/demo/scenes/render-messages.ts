import type { SceneKnobs } from '../../contract/demo.ts';
import type { Scene } from './types.ts';

/** What a drawing thread is asked for, one at a time. */
export interface RenderRequest {
  seed: number;
  knobs: SceneKnobs;
}

/** What it answers; the bytes are handed over, not copied. */
export type RenderReply = { type: 'scene'; scene: Scene } | { type: 'failed'; reason: string };
