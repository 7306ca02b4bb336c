import type { Box } from '../contract/candidates.ts';

/** An object that people have marked; `box` in pixels of the upright image, origin top left. */
export interface LabelledObject {
  class_id: number;
  box: Box;
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
  predictions: readonly Prediction[];
}

export interface ClassPrecision {
  class_id: number;
  class_name: string;
  /** Labelled objects of this class. */
  objects: number;
  predictions: number;
  /** Average precision at IoU 0.50, 0 to 1. */
  ap50: number;
  /** Mean of the average precisions at IoU 0.50, 0.55 up to 0.95, 0 to 1. */
  ap50_95: number;
}

export interface MeanAveragePrecision {
  images: number;
  objects: number;
  predictions: number;
  map50: number;
  map75: number;
  map50_95: number;
  /** Classes with at least one labelled object, by id. */
  per_class: ClassPrecision[];
}
