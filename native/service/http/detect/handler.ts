import type { FastifyReply } from 'fastify';
import { VigilError } from '../../../contract/errors.ts';
import type { ImageFailure, ImageResult } from '../../../contract/http/detect.ts';
import type { DetectOutcome } from '../../detection/types.ts';
import { type HeldPicture, keepOriginals, type Originals } from '../../originals/originals.ts';
import { RISK } from '../../security/risk.ts';
import { remoteOf } from '../admission.ts';
import type { AppDeps } from '../deps.ts';
import type { Handler } from '../endpoint.ts';
import { sendProblem, toVigilError } from '../problem.ts';
import { type ImageContext, keep, toImageResult } from './answer.ts';
import { resolveClasses } from './classes.ts';
import { completeQuery } from './query.ts';
import { type ReceivedImage, receiveImages } from './receive.ts';

/** Of one request; the rest of its images wait outside the queue, so that it leaves room there for others. */
const IMAGES_AT_ONCE = 4;

type Detected = { result: ImageResult; outcome: DetectOutcome; picture: HeldPicture | null } | { failure: VigilError };

/**
 * POST /v1/yolo/detect/. Images are detected while later ones still arrive, but nothing is kept before the whole request
 * is in: a caller that breaks off, or sends a broken form, leaves nothing behind.
 */
export function detectHandler(deps: AppDeps): Handler<'detect'> {
  const originals = keepOriginals(deps.store, deps.log);
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
        const detected = detect(deps, originals, image, context, left.signal);
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
      if ('failure' in done) {
        firstFailure ??= done.failure;
        deps.metrics.countImageError(done.failure.code);
        if (done.failure.code === 'image_too_large') recordOversize(done.failure);
        answers.push({ name: context.name, error: done.failure.toData() });
      } else {
        first ??= done.outcome;
        const answer = query.save ? keep(deps, done.outcome, done.result, context) : done.result;
        if (answer.inference_id !== null) done.picture?.keepFor(answer.inference_id);
        answers.push(answer);
        deps.metrics.observeImage(done.result);
        deps.recentImages.add();
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

function dropPicture(done: Detected): void {
  if ('picture' in done) done.picture?.drop();
}

/** Never rejects: an image that fails stands beside the others. */
async function detect(
  deps: AppDeps,
  originals: Originals,
  image: ReceivedImage,
  context: ImageContext,
  signal: AbortSignal,
): Promise<Detected> {
  if (!image.content.ok) return { failure: image.content.error };
  try {
    const outcome = await deps.detection.detect({
      image: { type: 'bytes', bytes: image.content.bytes },
      limits: deps.limits,
      thumbnail: context.query.save,
      signal,
    });
    const result = toImageResult(outcome, context);
    const isKept = context.query.save && deps.settings().keep_images;
    return { outcome, result, picture: isKept ? await originals.hold(image.content.bytes) : null };
  } catch (thrown) {
    const failure = toVigilError(thrown);
    const line = { request_id: context.requestId, name: context.name, code: failure.code };
    if (failure.code === 'internal') deps.log.error({ ...line, err: thrown }, 'an image failed for no known reason');
    else deps.log.debug(line, 'image failed');
    return { failure };
  }
}

/** Aborted when the connection closes before the answer is sent. */
function abortWhenCallerLeaves(reply: FastifyReply): { signal: AbortSignal; abort(): void } {
  const controller = new AbortController();
  const abort = () => controller.abort(new VigilError('request_cancelled', 'The caller went away.'));
  // The response and not the request, whose `close` comes as soon as its body is read.
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) abort();
  });
  return { signal: controller.signal, abort };
}
