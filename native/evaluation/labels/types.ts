import type { LabelReport } from '../../contract/http/evaluations.ts';
import type { ImageSource } from '../../contract/messages.ts';
import type { LabelledObject } from '../types.ts';

export interface ImageSize {
  width: number;
  height: number;
}

/** One image and what is on it. */
export interface LabelledImage {
  /** For messages. */
  name: string;
  /** Asked for when its turn comes, so that a set need not be in memory, nor exist before. */
  source(): ImageSource | Promise<ImageSource>;
  /**
   * What is labelled, in pixels of the upright image, class ids of the model. Throws `invalid_parameter` where the labels
   * were made for an image of another size.
   */
  objects(size: ImageSize): LabelledObject[];
}

/** Images to measure a model on. Where they come from is up to whoever makes it: a folder, or a generator. */
export interface LabelledSet {
  images: readonly LabelledImage[];
  report: LabelReport;
}

/** Labels that were read and checked, before it is known which model is measured. */
export interface UnmatchedSet {
  images: number;
  /**
   * The set for a model with these classes, by id. Throws `invalid_parameter` where it has none of the labels' classes, or
   * no names to find them by.
   */
  match(classes: readonly string[]): LabelledSet;
}
