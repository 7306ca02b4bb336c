import { setImmediate as nextTurn } from 'node:timers/promises';
import { type DetectedImage, evaluateImage, type ShownAs } from './evaluate-image.ts';
import type { LabelledImage } from './labels/types.ts';
import { Evaluator } from './measure/evaluator.ts';
import type { EvaluatedImage, Figures } from './types.ts';

export interface Measurement {
  /** The model's, by id. */
  classNames: readonly string[];
  shownAs: ShownAs;
  /** Images under way at a time. */
  concurrency: number;
  /** Asks a detector, with the floor and the limit of `MAP_PROTOCOL`. */
  detect(image: LabelledImage): Promise<DetectedImage>;
  onMeasured?(): void;
}

/**
 * Runs a detector over labelled images and measures it. Images are counted in their order, whichever is answered first,
 * so that the same set makes the same figures. An image that cannot be read would count as one where nothing was found:
 * the first failure ends it all, and is what this rejects with. Between two pieces of work others have their turn.
 */
export async function measureSet(images: readonly LabelledImage[], measurement: Measurement): Promise<Figures> {
  const { classNames, shownAs, concurrency, detect, onMeasured } = measurement;
  const evaluator = new Evaluator({ classNames, conf: shownAs.conf, iou: shownAs.iou });
  const early = new Map<number, EvaluatedImage>();
  let next = 0;
  let isOver = false;
  const queue = images.entries();
  const worker = async () => {
    for (const [position, image] of queue) {
      if (isOver) return;
      early.set(position, evaluateImage(image, await detect(image), shownAs));
      for (let evaluated = early.get(next); evaluated !== undefined; evaluated = early.get(next)) {
        evaluator.add(evaluated);
        early.delete(next);
        next += 1;
      }
      onMeasured?.();
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, worker));
  } finally {
    isOver = true;
  }
  const steps = evaluator.finish();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}
