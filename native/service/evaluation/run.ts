import { VigilError } from '../../contract/errors.ts';
import type { EvaluationResult } from '../../contract/http/evaluations.ts';
import type { ImageLimits } from '../../contract/messages.ts';
import type { ModelCard } from '../../contract/model.ts';
import { ofImage, type ShownAs } from '../../evaluation/evaluate-image.ts';
import type { LabelledImage, UnmatchedSet } from '../../evaluation/labels/types.ts';
import { measureSet } from '../../evaluation/measure-set.ts';
import { MAP_PROTOCOL } from '../../evaluation/predictions.ts';
import type { DetectionService } from '../detection/types.ts';

/** One is decoded while the other runs. More would stand before the images of users that come meanwhile. */
const AT_A_TIME = 2;

export interface EvaluationPlan {
  model: ModelCard;
  shownAs: ShownAs;
  limits: ImageLimits;
  openSet(): Promise<UnmatchedSet>;
}

export interface Progress {
  done: number;
  total: number;
}

/**
 * One evaluation from reading its labels to its figures. Rejects with `invalid_parameter` over the labels, with whatever
 * the detector says of an image, naming it, with `model_changed`, and with `request_cancelled` once `signal` is aborted.
 */
export async function runEvaluation(
  plan: EvaluationPlan,
  detection: DetectionService,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<EvaluationResult> {
  const { model, shownAs } = plan;
  const read = await untilAborted(plan.openSet(), signal);
  const set = read.match(model.classes);
  const total = set.images.length;
  let done = 0;
  onProgress({ done, total });
  // The first failure calls off the image that is under way beside it.
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  try {
    const figures = await measureSet(set.images, {
      classNames: model.classes,
      shownAs,
      concurrency: AT_A_TIME,
      detect: (image) => detectOn(image, plan, detection, either),
      onMeasured() {
        done += 1;
        onProgress({ done, total });
      },
    });
    signal.throwIfAborted();
    return { ...figures, labels: set.report };
  } catch (thrown) {
    if (signal.aborted) throw calledOff();
    throw thrown;
  } finally {
    over.abort();
  }
}

async function detectOn(
  image: LabelledImage,
  { model, limits }: EvaluationPlan,
  detection: DetectionService,
  signal: AbortSignal,
) {
  const { floor, max_candidates } = MAP_PROTOCOL;
  const answered = await answer().catch((error: unknown) => {
    throw ofImage(image, error);
  });
  if (answered.model.id === model.id) return answered.result;
  throw new VigilError(
    'model_changed',
    `${answered.model.name} was loaded while ${model.name} was being evaluated. Start again for either of them.`,
  );

  async function answer() {
    const job = { limits, floor, max_candidates, signal, thumbnail: false, background: true };
    return detection.detect({ ...job, image: await image.source() });
  }
}

const calledOff = () => new VigilError('request_cancelled', 'The evaluation was called off.');

/** What comes first: the value, or the end of the wait for it. */
async function untilAborted<Value>(value: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(calledOff());
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([value, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
