import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageResult } from '../../native/contract/http/detect.ts';
import { SCENE_HEIGHT, SCENE_WIDTH } from '../../native/demo/scenes/types.ts';
import { createLogger } from '../../native/logging/logger.ts';
import type { DetectionStatus, DetectOutcome } from '../../native/service/detection/types.ts';
import { createCheckThread } from '../../native/service/drift/check-thread.ts';
import { createDriftMonitor } from '../../native/service/drift/monitor.ts';
import { openStore } from '../../native/store/open.ts';
import { type Line, type LinePicture, THRESHOLDS } from './line-pictures.ts';

/** What was raised, and at which picture of the run, counted from 1. A null was not. */
export interface Raised {
  /** The data set, in a single check. */
  single: number | null;
  /** The data set, confirmed by a second window: an alarm. */
  dataset: number | null;
  /** The same of each feature that was. */
  features: ReadonlyMap<string, number>;
}

const TIMINGS = { queue: 0, decode: 0, tensor: 0, inference: 0, postprocess: 0, total: 0 };
const NO_CANDIDATES = {
  class_ids: new Uint16Array(),
  scores: new Float32Array(),
  boxes: new Float32Array(),
  suppressed: false,
};

/**
 * Shows pictures to the service's own drift monitor over a real store in a folder for temporary files, under the rules as
 * they are installed, one after the other and every check done before the next; answers what was raised after `onset`.
 */
export async function watchPictures(
  { card, provider }: Line,
  pictures: readonly LinePicture[],
  onset: number,
): Promise<Raised> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-bench-drift-'));
  const store = openStore(folder);
  const logger = createLogger({ folder: null, level: 'error', console: 'error' });
  const status = { active: { card, provider } } as DetectionStatus;
  const monitor = createDriftMonitor({
    detection: { status: () => status },
    store,
    log: logger.component('drift'),
    settings: () => ({ thresholds: THRESHOLDS }),
    thread: createCheckThread(),
  });
  try {
    store.registerModel(card, Date.now());
    const run = { model_id: card.id, provider: provider.used, started_at: Date.now(), load_ms: 0 };
    const model_run_id = store.beginModelRun(run);
    const size = { width: SCENE_WIDTH, height: SCENE_HEIGHT };
    let single: number | null = null;
    let dataset: number | null = null;
    const features = new Map<string, number>();
    for (const [index, { features: found, embedding }] of pictures.entries()) {
      const name = `picture ${index + 1}`;
      const { conf, iou } = THRESHOLDS;
      const kept = { request_id: '', at: Date.now(), name, source: null, ...size, model_run_id, conf, iou };
      const timings = TIMINGS;
      const inference_id = store.recordInference({
        ...kept,
        detections: [],
        candidates: NO_CANDIDATES,
        features: found,
        embedding,
        timings,
      });
      const result: ImageResult = { inference_id, name, ...size, detections: [], features: found, timings_ms: timings };
      const pixels = { brightness: 0, contrast: 0, sharpness: 0, saturation: 0 };
      const outcome: DetectOutcome = {
        result: { ...size, candidates: NO_CANDIDATES, features: pixels, embedding, timings },
        queue_ms: 0,
        model: card,
        provider,
        thumbnail: Promise.resolve(null),
      };
      monitor.feed(outcome, result, { ...THRESHOLDS, save: true, candidates: false });
      await monitor.settled();
      if (index < onset) continue;
      const { dataset_drift, dataset_alarm, alarms } = monitor.state();
      if (dataset_drift === true) single ??= index + 1;
      if (dataset_alarm.phase === 'confirmed') dataset ??= index + 1;
      for (const [feature, { phase }] of Object.entries(alarms)) {
        if (phase === 'confirmed' && !features.has(feature)) features.set(feature, index + 1);
      }
    }
    return { single, dataset, features };
  } finally {
    await monitor.close();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
