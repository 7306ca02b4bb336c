import { VigilError } from '../../../contract/errors.ts';
import type { LoadModelResponse } from '../../../contract/http/models.ts';
import type { ModelCard } from '../../../contract/model.ts';
import type {
  ActiveModel,
  DetectionEvent,
  DetectionService,
  DetectionStatus,
  DetectJob,
  DetectOutcome,
  LoadRequest,
} from '../../detection/types.ts';

export const CARD: ModelCard = {
  id: '0123456789ab',
  name: 'scripted',
  version: '1',
  path: '/nowhere/scripted.onnx',
  size_bytes: 1,
  sha256: '0123456789ab'.padEnd(64, '0'),
  layout: 'yolox',
  layout_source: 'shape',
  layout_reason: 'made for tests',
  preprocess: 'yolox',
  input: { name: 'images', dtype: 'float32', height: 416, width: 416, dynamic: false, size_source: 'shape' },
  output: { name: 'output', dtype: 'float32', shape: [1, 3549, 8] },
  classes: ['person', 'Bus', 'traffic light'],
  classes_source: 'metadata',
  embedding: { source: 'model', tensor: 'deepest', length: 4 },
  metadata: {},
  licence: null,
};

export const ACTIVE: ActiveModel = {
  card: CARD,
  provider: {
    requested: ['cpu'],
    used: 'cpu',
    extent: 'all',
    node_share: null,
    fallback: false,
    reason: 'The CPU was asked for.',
    attempts: [{ provider: 'cpu', outcome: 'used', reason: 'asked for' }],
  },
  parallelism: { lanes: 1, threads: 1, spinning: false, goal: 'latency', reason: 'scripted', measurements: [] },
  load_ms: 12,
  run_ms: 3,
  since: 0,
};

/** Three candidates of a 200 x 100 image: a person, a box that overlaps it, and a bus half outside of the image. */
export function outcome(changes: Partial<DetectOutcome> = {}): DetectOutcome {
  return {
    result: {
      width: 200,
      height: 100,
      candidates: {
        class_ids: Uint16Array.of(0, 0, 1),
        scores: Float32Array.of(0.75, 0.5, 0.25),
        boxes: Float32Array.of(10, 10, 50, 90, 11, 11, 51, 91, 150, 20, 260, 80),
        suppressed: false,
      },
      features: { brightness: 101.5, contrast: 40.25, sharpness: 812.125, saturation: 0.375 },
      embedding: Float32Array.of(0.5, -1, 0, 2),
      timings: { decode: 1, tensor: 2, inference: 3, postprocess: 0.5 },
    },
    queue_ms: 0.25,
    model: CARD,
    provider: ACTIVE.provider,
    thumbnail: Promise.resolve(null),
    ...changes,
  };
}

/** A detection service that does what a test says, for what the real one cannot be made to do on demand. */
export class ScriptedDetection implements DetectionService {
  readonly jobs: DetectJob[] = [];
  active: ActiveModel | null = ACTIVE;
  queueLength = 0;
  onDetect: (job: DetectJob) => Promise<DetectOutcome> = async () => outcome();

  detect(job: DetectJob): Promise<DetectOutcome> {
    this.jobs.push(job);
    return this.onDetect(job);
  }

  onLoad: (request: LoadRequest) => Promise<LoadModelResponse> = async () => {
    throw new VigilError('model_unreadable', 'The scripted detection loads nothing.');
  };
  readonly #listeners = new Set<(event: DetectionEvent) => void>();

  load(request: LoadRequest): Promise<LoadModelResponse> {
    return this.onLoad(request);
  }

  status(): DetectionStatus {
    return {
      active: this.active,
      loading: null,
      lanes: [{ pid: 1, state: { state: 'ready', since: 0 }, restarts: 0, rss_bytes: null }],
      queue_length: this.queueLength,
      queue_limit: 64,
      runtime: '1.30.0',
      built_in: ['cpu', 'webgpu'],
    };
  }

  subscribe(listener: (event: DetectionEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Makes a model the active one and says so, as a load that succeeded. */
  switchTo(active: ActiveModel): void {
    const replaced = this.active?.card ?? null;
    this.active = active;
    for (const listener of this.#listeners) listener({ type: 'model_loaded', model: active, replaced });
  }

  async stop(): Promise<void> {}

  /** Jobs wait until they are aborted, as in a queue that does not move. */
  hang(reason: VigilError): void {
    this.onDetect = (job) =>
      new Promise((_resolve, reject) => job.signal?.addEventListener('abort', () => reject(reason)));
  }
}
