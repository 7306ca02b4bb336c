import { VigilError } from '../../contract/errors.ts';
import { DetectQuery, type ImageFailure, type ImageResult } from '../../contract/http/detect.ts';
import { Settings } from '../../contract/http/settings.ts';
import { DEFAULT_IMAGE_LIMITS } from '../../contract/messages.ts';
import type { ProviderName } from '../../contract/provider.ts';
import type { DetectionService, LoadRequest } from '../../service/detection/types.ts';
import { toImageResult } from '../../service/http/detect/answer.ts';
import { resolveClasses } from '../../service/http/detect/classes.ts';
import { type CompleteQuery, completeQuery } from '../../service/http/detect/query.ts';
import type { DetectOptions, ImageDetector } from './image-detector.ts';
import type { ImageFile } from './image-files.ts';
import { startOwnDetection } from './own-detection.ts';

/**
 * Detection by processes of this command's own. The view of what they find is the API's own function, so that both give
 * the same boxes. `images` says how many there are to be. Throws as loading a model does, and `invalid_parameter` for classes the model does not know.
 */
export async function localDetector(
  model: LoadRequest,
  provider: ProviderName | null,
  options: DetectOptions,
  images: number,
): Promise<ImageDetector> {
  const query = completeQuery(DetectQuery.parse({ ...options, save: 'false' }), Settings.parse({}).thresholds);
  const { service, active, concurrency } = await startOwnDetection(model, provider, images);
  const close = () => service.stop(0);
  try {
    resolveClasses(query.classes, active.card.classes);
  } catch (error) {
    await close();
    throw error;
  }
  const { id, name, version } = active.card;
  const requestId = crypto.randomUUID();
  return {
    head: {
      request_id: requestId,
      model: { id, name, version },
      provider: active.provider.used,
      provider_extent: active.provider.extent,
    },
    concurrency,
    detect: (file) => detectOn(service, file, query, requestId),
    close,
  };
}

async function detectOn(
  service: DetectionService,
  file: ImageFile,
  query: CompleteQuery,
  requestId: string,
): Promise<ImageResult | ImageFailure> {
  if ('error' in file) return file;
  const since = performance.now();
  try {
    // The path and not the bytes: the detector reads the file itself, and nothing is copied between processes.
    const image = { type: 'file', path: file.path } as const;
    const outcome = await service.detect({ image, limits: DEFAULT_IMAGE_LIMITS, thumbnail: false });
    return toImageResult(outcome, { name: file.name, requestId, query, since });
  } catch (error) {
    return { name: file.name, error: VigilError.from(error).toData() };
  }
}
