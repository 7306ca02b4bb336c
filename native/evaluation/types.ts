import type { Box } from '../contract/candidates.ts';
import type { EvaluationResult } from '../contract/http/evaluations.ts';

/** An object that people have marked; `box` in pixels of the upright image, origin top left. */
export interface LabelledObject {
  class_id: number;
  box: Box;
  /** A region of many objects that nobody told apart (`iscrowd` of COCO): what is predicted in it counts neither way. */
  crowd?: true;
}

/** One answer of a model, in the same frame. */
export interface Prediction {
  class_id: number;
  /** 0 to 1. */
  score: number;
  box: Box;
}

export interface EvaluatedImage {
  objects: readonly LabelledObject[];
  /** What average precision is measured on, see `MAP_PROTOCOL`; best score first. */
  predictions: readonly Prediction[];
  /** What the user would see, see `shownProtocol`; down to scores that nobody would show, best first. */
  shown: readonly Prediction[];
}

/** All that is measured; how the labels were read is another matter. */
export type Figures = Omit<EvaluationResult, 'labels'>;
