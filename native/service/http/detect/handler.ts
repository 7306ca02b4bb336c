import { VigilError } from '../../../contract/errors.ts';
import type { ImageFailure, ImageResult } from '../../../contract/http/detect.ts';
import type { DetectOutcome } from '../../detection/types.ts';
import { RISK } from '../../security/risk.ts';
import { remoteOf } from '../admission.ts';
import { abortWhenCallerLeaves } from '../caller.ts';
import type { AppDeps } from '../deps.ts';
import type { Handler } from '../endpoint.ts';
import { sendProblem } from '../problem.ts';
import type { ImageContext } from './answer.ts';
import { resolveClasses } from './classes.ts';
import { concludeImage, type Detected, detectImage, dropPicture } from './one-image.ts';
import { completeQuery } from './query.ts';
import { receiveImages } from './receive.ts';

/** Of one request; the rest of its images wait outside the queue, so that it leaves room there for others. */
const IMAGES_AT_ONCE = 4;

/**
 * POST /v1/yolo/detect/. Images are detected while later ones still arrive, but nothing is kept before the whole request
 * is in: a caller that breaks off, or sends a broken form, leaves nothing behind.
 */
export function detectHandler(deps: AppDeps): Handler<'detect'> {
  return async ({ query: given }, request, reply) => {
    const query = completeQuery(given, deps.settings().thresholds);
    const active = deps.detection.status().active;
    // Told before the upload rather than after it.
    if (active !== null) resolveClasses(query.classes, active.card.classes);

    const left = abortWhenCallerLeaves(reply);
    const underWay = new Set<Promise<Detected>>();
    const images: { context: ImageContext; detected: Promise<Detected> }[] = [];
    // However it ends: pictures of results that are in history by then stay.
    reply.raw.once('close', () => {
      for (const { detected } of images) void detected.then(dropPicture);
    });
    let since = request.arrivedAt;
    try {
      for await (const image of receiveImages(request, deps.limits.max_bytes)) {
        const context: ImageContext = { name: image.name, requestId: request.id, query, since };
        const detected: Promise<Detected> = image.content.ok
          ? detectImage(deps, image.content.bytes, context, left.signal)
          : Promise.resolve({ failure: image.content.error });
        images.push({ context, detected });
        underWay.add(detected);
        void detected.finally(() => underWay.delete(detected));
        if (underWay.size >= IMAGES_AT_ONCE) await Promise.race(underWay);
        since = performance.now();
      }
    } catch (error) {
      left.abort();
      throw error;
    }

    const answers: (ImageResult | ImageFailure)[] = [];
    let first: DetectOutcome | null = null;
    let firstFailure: VigilError | null = null;
    for (const { context, detected } of images) {
      const done = await detected;
      left.signal.throwIfAborted();
      answers.push(concludeImage(deps, done, context));
      if ('failure' in done) {
        firstFailure ??= done.failure;
        if (done.failure.code === 'image_too_large') recordOversize(done.failure);
      } else {
        first ??= done.outcome;
      }
    }
    if (first === null) {
      const failure = firstFailure ?? new VigilError('invalid_request', 'The request holds no image.');
      return sendProblem(reply, failure, deps.detection, { images: answers });
    }
    const { model, provider } = first;
    return {
      request_id: request.id,
      model: { id: model.id, name: model.name, version: model.version },
      provider: provider.used,
      provider_extent: provider.extent,
      images: answers,
    };

    function recordOversize(error: VigilError) {
      const remote = remoteOf(request);
      const event = { kind: 'image_too_large', risk: RISK.oversize, detail: error.message } as const;
      deps.security.record({ ...event, request_id: request.id, remote });
    }
  };
}
