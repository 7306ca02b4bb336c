import type { Candidates } from '../../contract/candidates.ts';
import type { Placement } from '../image/letterbox.ts';

/** One output tensor of one image, row-major; float16 outputs have been widened. */
export interface RawOutput {
  data: Float32Array;
  dims: readonly number[];
}

export interface HeadContext {
  /** How the image lies on the input canvas: original = (input - offset) / scale. */
  placement: Placement;
  /** The input canvas in pixels. */
  input: { width: number; height: number };
  /** Number of classes the model scores; 0 where the output does not tell. */
  classCount: number;
  /** Nothing below this score is kept. */
  floor: number;
  maxCandidates: number;
}

/**
 * Turns the raw output into candidates: one box a row with its best class, boxes in pixels of the original image, best
 * score first. Pure; the caller has made sure that `dims` fit the layout.
 */
export type Head = (output: RawOutput, context: HeadContext) => Candidates;
