import { describeDetections } from '../../../boxes/features.ts';
import { selectDetections } from '../../../boxes/select.ts';
import { VigilError } from '../../../contract/errors.ts';
import type { ImageResult } from '../../../contract/http/detect.ts';
import type { DetectOutcome } from '../../detection/types.ts';
import { toCandidateList } from '../candidate-list.ts';
import type { AppDeps } from '../deps.ts';
import { resolveClasses } from './classes.ts';
import type { CompleteQuery } from './query.ts';

export interface ImageContext {
  name: string;
  requestId: string;
  query: CompleteQuery;
  /** When the image began to arrive, in milliseconds of the monotonic clock. */
  since: number;
}

/** The view of an outcome through the query's thresholds, with its figures; not yet kept. */
export function toImageResult(outcome: DetectOutcome, { name, query, since }: ImageContext): ImageResult {
  const selecting = performance.now();
  const { candidates, features, width, height, timings } = outcome.result;
  const { conf, iou, max_det } = query;
  const classes = resolveClasses(query.classes, outcome.model.classes);
  const thresholds = { conf, iou, max_det, classes };
  const detections = selectDetections(candidates, thresholds, { width, height }, outcome.model.classes);
  const selected = performance.now();
  return {
    inference_id: null,
    name,
    width,
    height,
    detections,
    features: { ...features, ...describeDetections(detections, { width, height }), embedding_distance: null },
    timings_ms: {
      queue: round(outcome.queue_ms),
      decode: round(timings.decode),
      tensor: round(timings.tensor),
      inference: round(timings.inference),
      postprocess: round(timings.postprocess + selected - selecting),
      total: round(selected - since),
    },
    ...(query.candidates && { candidates: toCandidateList(candidates, outcome.model.classes) }),
  };
}

/**
 * Keeps a result in history, and its thumbnail when it comes. An inference_id that is answered is already safe; when the
 * store fails the result is answered all the same, and says so.
 */
export function keep(
  deps: Pick<AppDeps, 'log' | 'models' | 'news' | 'store'>,
  outcome: DetectOutcome,
  result: ImageResult,
  context: ImageContext,
): ImageResult {
  try {
    const inference_id = deps.store.recordInference({
      request_id: context.requestId,
      at: Date.now(),
      name: result.name,
      source: context.query.source ?? null,
      width: result.width,
      height: result.height,
      model_run_id: deps.models.runOf(outcome.model, outcome.provider),
      conf: context.query.conf,
      iou: context.query.iou,
      detections: result.detections,
      candidates: outcome.result.candidates,
      features: result.features,
      embedding: outcome.result.embedding,
      timings: result.timings_ms,
    });
    void keepThumbnail(deps, outcome, inference_id);
    return { ...result, inference_id };
  } catch (thrown) {
    const error = VigilError.from(thrown);
    deps.log.error({ request_id: context.requestId, err: error }, 'a result could not be kept');
    return { ...result, storage_error: error.toData() };
  }
}

async function keepThumbnail(
  deps: Pick<AppDeps, 'log' | 'news' | 'store'>,
  outcome: DetectOutcome,
  inferenceId: number,
): Promise<void> {
  try {
    const webp = await outcome.thumbnail;
    if (webp === null) return;
    deps.store.saveThumbnail(inferenceId, webp);
    deps.news.picture();
  } catch (error) {
    deps.log.warn({ inference_id: inferenceId, err: error }, 'a thumbnail could not be kept');
  }
}

/** Microseconds are as fine as the clocks are. */
const round = (ms: number) => Math.round(ms * 1_000) / 1_000;
