import type { Candidates } from '../contract/candidates.ts';
import { VigilError } from '../contract/errors.ts';
import type { LabelledImage } from './labels/types.ts';
import { MAP_PROTOCOL, shownProtocol, toPredictions } from './predictions.ts';
import type { EvaluatedImage } from './types.ts';

/** What a detector answered for one image that was asked for with the floor and the limit of `MAP_PROTOCOL`. */
export interface DetectedImage {
  width: number;
  height: number;
  candidates: Candidates;
}

/** How results are shown: lowest score, overlap, most detections. */
export interface ShownAs {
  conf: number;
  iou: number;
  max_det: number;
}

/** An image with its labels, ready to be measured. Throws as `objects` does, naming the image. */
export function evaluateImage(image: LabelledImage, detected: DetectedImage, shownAs: ShownAs): EvaluatedImage {
  try {
    return {
      objects: image.objects(detected),
      predictions: toPredictions(detected.candidates, detected, MAP_PROTOCOL),
      shown: toPredictions(detected.candidates, detected, shownProtocol(shownAs)),
    };
  } catch (error) {
    throw ofImage(image, error);
  }
}

/** Anything thrown over an image, so that the message begins with its name. */
export function ofImage({ name }: LabelledImage, thrown: unknown): VigilError {
  const error = VigilError.from(thrown);
  return new VigilError(error.code, `${name}: ${error.message}`, { cause: error });
}
