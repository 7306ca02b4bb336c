import { CANDIDATE_FLOOR } from '../../../native/contract/candidates.ts';
import { type ErrorCode, Problem } from '../../../native/contract/errors.ts';
import { DetectResponse } from '../../../native/contract/http/detect.ts';
import { ConsoleStatus } from '../../../native/contract/http/status.ts';
import { ApiProblem, addressOf } from '../../api/client.ts';
import { packCandidates } from '../../components/image-stage/view.ts';
import type { ImageFile, Outcome } from './upload-state.ts';

/** What came of sending one image. */
export type SendResult =
  | { type: 'done'; outcome: Outcome }
  | { type: 'failed'; problem: ApiProblem }
  /** The console's queue is full; it says when to come again. */
  | { type: 'busy'; retryAfterMs: number }
  | { type: 'no_model' }
  | { type: 'unreachable' };

export type Readiness = 'ready' | 'no_model' | 'unreachable';

export interface DetectTransport {
  /** Rejects only when aborted. */
  send(image: ImageFile, signal: AbortSignal): Promise<SendResult>;
  /** Whether it is worth sending again. Never rejects. */
  probe(signal: AbortSignal): Promise<Readiness>;
}

/** Label of results in history that came from this page. */
const SOURCE = 'window';
const MAX_RETRY_AFTER_S = 30;

function retryAfterMs(header: string | null): number {
  const seconds = Number(header ?? 1);
  return Number.isFinite(seconds) ? Math.min(MAX_RETRY_AFTER_S, Math.max(0.25, seconds)) * 1_000 : 1_000;
}

const failed = (code: ErrorCode, title: string, detail: string, requestId: string | null): SendResult => ({
  type: 'failed',
  problem: new ApiProblem(code, title, detail, requestId),
});

async function refusal(response: Response): Promise<SendResult> {
  const parsed = Problem.safeParse(await response.json().catch(() => null));
  if (!parsed.success) {
    // The console explains itself; a bare 5xx comes from something between, which speaks for one that is gone.
    if (response.status >= 500) return { type: 'unreachable' };
    return failed('internal', `The console answered ${response.status}`, response.statusText, null);
  }
  const { code, title, detail, request_id } = parsed.data;
  switch (code) {
    case 'queue_full':
      return { type: 'busy', retryAfterMs: retryAfterMs(response.headers.get('retry-after')) };
    case 'model_not_loaded':
      return { type: 'no_model' };
    case 'shutting_down':
      return { type: 'unreachable' };
    default:
      return failed(code, title, detail, request_id);
  }
}

function outcomeOf({ model, provider, images, request_id }: DetectResponse): SendResult {
  const image = images[0];
  if (image === undefined) return failed('internal', 'The answer holds no image', 'Send it again.', request_id);
  if ('error' in image) {
    return failed(image.error.code, 'The image could not be used', image.error.detail, request_id);
  }
  const { candidates, detections } = image;
  return {
    type: 'done',
    outcome: {
      inferenceId: image.inference_id,
      width: image.width,
      height: image.height,
      packed: packCandidates(candidates ?? { floor: CANDIDATE_FLOOR, suppressed: true, candidates: detections }),
      features: image.features,
      timings: image.timings_ms,
      model,
      provider,
      storageError: image.storage_error ?? null,
    },
  };
}

/**
 * Sends one image a request over HTTP, as a raw body. Thresholds are left to the console's settings, since what is
 * seen here is a view of the candidates: moving a slider must not change what history and drift are told.
 * `origin` is for callers that are no page of the console.
 */
export function httpTransport(origin = ''): DetectTransport {
  return {
    async send({ file }, signal) {
      try {
        const response = await fetch(origin + addressOf('detect', { query: { candidates: true, source: SOURCE } }), {
          method: 'POST',
          headers: {
            'content-type': file.type.startsWith('image/') ? file.type : 'application/octet-stream',
            'x-file-name': encodeURIComponent(file.name.toWellFormed()),
          },
          body: file,
          signal,
        });
        if (!response.ok) return await refusal(response);
        return outcomeOf(DetectResponse.parse(await response.json()));
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof TypeError))
          return failed('internal', 'The answer is not understood', String(error), null);
        // A vanished file and a vanished console look the same to fetch.
        const readable = await file
          .slice(0, 1)
          .arrayBuffer()
          .then(
            () => true,
            () => false,
          );
        if (readable) return { type: 'unreachable' };
        const detail = 'It was moved, changed or deleted since it was chosen. Choose it again.';
        return failed('image_unreadable', 'The file cannot be read', detail, null);
      }
    },

    async probe(signal) {
      try {
        const response = await fetch(origin + addressOf('status'), { signal });
        if (!response.ok) return 'unreachable';
        const { model, loading } = ConsoleStatus.parse(await response.json());
        return model === null || loading !== null ? 'no_model' : 'ready';
      } catch {
        return 'unreachable';
      }
    },
  };
}
