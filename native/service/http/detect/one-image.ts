import type { VigilError } from '../../../contract/errors.ts';
import type { ImageFailure, ImageResult } from '../../../contract/http/detect.ts';
import { resultFigures } from '../../../store/series/result-figures.ts';
import type { DetectOutcome } from '../../detection/types.ts';
import type { HeldPicture } from '../../originals/originals.ts';
import type { AppDeps } from '../deps.ts';
import { toVigilError } from '../problem.ts';
import { type ImageContext, keep, toImageResult } from './answer.ts';

/** What an image needs on its way into history, wherever it came from. */
export type ImageDeps = Pick<
  AppDeps,
  | 'detection'
  | 'drift'
  | 'limits'
  | 'log'
  | 'metrics'
  | 'models'
  | 'news'
  | 'originals'
  | 'recentImages'
  | 'settings'
  | 'store'
>;

/** An image that was detected on, or failed, and is not kept yet. */
export type Detected =
  | { result: ImageResult; outcome: DetectOutcome; picture: HeldPicture | null }
  | { failure: VigilError };

/** Detects on one image. Never rejects: an image that fails stands beside the others. */
export async function detectImage(
  deps: ImageDeps,
  bytes: Uint8Array<ArrayBuffer>,
  context: ImageContext,
  signal: AbortSignal,
): Promise<Detected> {
  try {
    const outcome = await deps.detection.detect({
      image: { type: 'bytes', bytes },
      limits: deps.limits,
      thumbnail: context.query.save,
      signal,
    });
    const answered = toImageResult(outcome, context);
    const features = { ...answered.features, embedding_distance: deps.drift.embeddingDistance(outcome) };
    const result = { ...answered, features };
    const isKept = context.query.save && deps.settings().keep_images;
    return { outcome, result, picture: isKept ? await deps.originals.hold(bytes) : null };
  } catch (thrown) {
    const failure = toVigilError(thrown);
    const line = { request_id: context.requestId, name: context.name, code: failure.code };
    if (failure.code === 'internal') deps.log.error({ ...line, err: thrown }, 'an image failed for no known reason');
    else deps.log.debug(line, 'image failed');
    return { failure };
  }
}

/** Keeps what was detected, where it is to be kept, and counts it; answers it as a caller is to see it. */
export function concludeImage(deps: ImageDeps, done: Detected, context: ImageContext): ImageResult | ImageFailure {
  if ('failure' in done) {
    deps.metrics.countImageError(done.failure.code);
    deps.news.image({ outcome: 'failed' });
    deps.store.series.addFailure(originOf(deps.detection.status().active?.card.id ?? null, context));
    return { name: context.name, error: done.failure.toData() };
  }
  const answer = context.query.save ? keep(deps, done.outcome, done.result, context) : done.result;
  if (answer.inference_id !== null) done.picture?.keepFor(answer.inference_id);
  else deps.store.series.addResult(originOf(done.outcome.model.id, context), figuresOf(done.result));
  deps.drift.feed(done.outcome, answer, context.query);
  deps.metrics.observeImage(done.result);
  deps.recentImages.add();
  deps.news.image({ outcome: 'answered', id: answer.inference_id, source: context.query.source ?? null });
  return answer;
}

const originOf = (model_id: string | null, { query }: ImageContext) => ({
  at: Date.now(),
  model_id,
  source: query.source ?? null,
});

const figuresOf = ({ timings_ms, features }: ImageResult) => resultFigures(timings_ms, features);

/** Lets go of the picture of a result that will not be kept; where it was kept, nothing happens. */
export function dropPicture(done: Detected): void {
  if ('picture' in done) done.picture?.drop();
}
