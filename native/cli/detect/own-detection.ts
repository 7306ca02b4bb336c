import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { ProviderName } from '../../contract/provider.ts';
import { launchChildProcess } from '../../launcher/child-process.ts';
import { createDetectionService } from '../../service/detection/pool.ts';
import type { ActiveModel, DetectionService, LoadRequest } from '../../service/detection/types.ts';
import { ladderFrom } from '../provider-ladder.ts';

export interface OwnDetection {
  service: DetectionService;
  active: ActiveModel;
  /** Images to be under way at once: in each lane one runs, two are decoded, and one more waits. */
  concurrency: number;
}

const IMAGES_A_LANE = 4;

/** Up to so many images are done before the fastest way to divide the processor would have been found. */
const FEW_IMAGES = 8;
/** What serves small models on most processors; more threads help them little. */
const THREADS_UNMEASURED = 4;

/**
 * Detector processes of this command's own with the model loaded: for many images as many as make the most images a
 * second, for a few one that is soon ready. Throws as `load` does.
 */
export async function startOwnDetection(
  model: LoadRequest,
  provider: ProviderName | null,
  images: number,
): Promise<OwnDetection> {
  const threads = Math.min(availableParallelism(), THREADS_UNMEASURED);
  const service = createDetectionService({
    launcher: launchChildProcess,
    goal: 'throughput',
    ...(images <= FEW_IMAGES && { threads: { type: 'fixed', threads, spinning: false } }),
    ...(provider !== null && { providers: ladderFrom(provider) }),
  });
  try {
    await service.load(model);
    const { active } = service.status();
    if (active === null) throw new Error('The model was loaded and is not active');
    return { service, active, concurrency: active.parallelism.lanes * IMAGES_A_LANE };
  } catch (error) {
    await service.stop(0);
    throw error;
  }
}

export const modelFile = (path: string): LoadRequest => ({ path: resolve(path), sidecar: null });
