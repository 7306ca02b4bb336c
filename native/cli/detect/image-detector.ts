import type { DetectResponse, ImageFailure, ImageResult } from '../../contract/http/detect.ts';
import type { ImageFile } from './image-files.ts';

/** Thresholds as the user gave them; what is absent is left to the defaults (of the console, where one is asked). */
export interface DetectOptions {
  conf?: number;
  iou?: number;
  max_det?: number;
  /** Names or ids, comma separated. */
  classes?: string;
}

/** Where images are detected on: a detector of this command's own, or a running console. The model is loaded. */
export interface ImageDetector {
  /** All of a DetectResponse but the images. */
  readonly head: Omit<DetectResponse, 'images'>;
  /** How many images are to be under way at once to keep it busy. */
  readonly concurrency: number;
  /** Never rejects: what goes wrong with one image is its result. */
  detect(file: ImageFile): Promise<ImageResult | ImageFailure>;
  close(): Promise<void>;
}
