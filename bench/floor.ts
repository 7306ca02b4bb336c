import { CANDIDATE_FLOOR, MAX_CANDIDATES } from '../native/contract/candidates.ts';
import { DEFAULT_IMAGE_LIMITS } from '../native/contract/messages.ts';
import { Engine } from '../native/detector/engine.ts';

/** Milliseconds of one image, one phase after the other with nothing between. */
export interface FloorTimes {
  decode: number;
  tensor: number;
  run: number;
  postprocess: number;
}

export interface Floor {
  measure(path: string): Promise<FloorTimes>;
  release(): Promise<void>;
}

/**
 * The least that detection can cost here: the detector's own code in this process, without queue, messages, HTTP and
 * history, on the threads that the console has chosen for itself.
 */
export async function openFloor(model: string, threads: { threads: number; spinning: boolean }): Promise<Floor> {
  const engine = await Engine.load({
    path: model,
    sidecar: null,
    providers: ['cpu'],
    threads: { type: 'fixed', ...threads },
    known: null,
  });
  return {
    async measure(path) {
      const result = await engine.detect({
        image: { type: 'file', path },
        limits: DEFAULT_IMAGE_LIMITS,
        floor: CANDIDATE_FLOOR,
        max_candidates: MAX_CANDIDATES,
      });
      const { decode, tensor, inference, postprocess } = result.timings;
      return { decode, tensor, run: inference, postprocess };
    },
    release: () => engine.release(),
  };
}
