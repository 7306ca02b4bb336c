import { resolve } from 'node:path';
import type { ProviderName } from '../../contract/provider.ts';
import { launchChildProcess } from '../../launcher/child-process.ts';
import { createDetectionService } from '../../service/detection/pool.ts';
import type { ActiveModel, DetectionService, LoadRequest } from '../../service/detection/types.ts';
import { ladderFrom } from '../provider-ladder.ts';

export interface OwnDetection {
  service: DetectionService;
  active: ActiveModel;
  /** Images to be under way at once: in each lane one runs, one is decoded, and one more waits. */
  concurrency: number;
}

const IMAGES_A_LANE = 3;

/** Detector processes of this command's own, divided for throughput, with the model loaded. Throws as `load` does. */
export async function startOwnDetection(model: LoadRequest, provider: ProviderName | null): Promise<OwnDetection> {
  const service = createDetectionService({
    launcher: launchChildProcess,
    goal: 'throughput',
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
