import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../../../contract/http/settings.ts';
import type { ModelCard } from '../../../contract/model.ts';
import { Random } from '../../../drift/random/random.ts';
import { createLogger } from '../../../logging/logger.ts';
import { openStore } from '../../../store/open.ts';
import type { Store } from '../../../store/types.ts';
import { features } from '../../../testing/features.ts';
import type { DetectionStatus, DetectOutcome } from '../../detection/types.ts';
import { ACTIVE, CARD, outcome } from '../../http/testing/scripted-detection.ts';
import { createCheckThread } from '../check-thread.ts';
import { createDriftMonitor } from '../monitor.ts';
import type { DriftMonitor } from '../types.ts';

const IDLE: DetectionStatus = {
  active: null,
  loading: null,
  lanes: [],
  queue_length: 0,
  queue_limit: 100,
  runtime: null,
  built_in: ['cpu'],
};
const PATTERN = Array.from({ length: 16 }, (_, k) => Math.sin(k));

/** A monitor over a real store in a folder of its own, fed with made-up images. */
export class MonitorUnderTest {
  readonly folder = mkdtempSync(join(tmpdir(), 'vigil-drift-'));
  readonly thresholds: Settings['thresholds'] = { conf: 0.25, iou: 0.45, max_det: 300 };
  card: ModelCard = CARD;
  store: Store;
  monitor: DriftMonitor;
  // What goes wrong inside is said on stderr, since it never throws.
  readonly #logger = createLogger({ folder: null, level: 'error', console: 'error' });
  #random = new Random(1);
  #run: number;

  constructor() {
    this.store = openStore(this.folder);
    this.#run = this.#register();
    this.monitor = this.#watch();
  }

  /** The same data folder with a fresh process, so to say. */
  async restart(): Promise<void> {
    await this.monitor.close();
    this.store.close();
    this.store = openStore(this.folder);
    this.monitor = this.#watch();
  }

  load(changes: Partial<ModelCard>): void {
    this.card = { ...this.card, ...changes };
    this.#run = this.#register();
    this.monitor.rebind();
  }

  /** Feeds `count` images whose brightness lies `shift` above 100; resolves when all of them are judged. */
  async feed(count: number, shift = 0): Promise<void> {
    for (let image = 0; image < count; image++) {
      this.feedOne(shift);
      await this.monitor.settled();
    }
  }

  feedOne(shift = 0, name = 'a.jpg'): number {
    const random = this.#random;
    const noise = () => random.uniform() + random.uniform() - 1;
    const found = features({
      brightness: 100 + shift + 20 * noise(),
      contrast: 40 + shift / 4 + 8 * noise(),
      sharpness: 800 + 10 * shift + 100 * noise(),
      saturation: 0.4 + shift / 200 + 0.1 * noise(),
      detections: 1 + random.below(6),
      confidence: 0.8 + 0.1 * noise(),
      max_confidence: 0.9,
      mean_box_area: 0.1 + 0.03 * noise(),
      dominant_class: random.below(3) === 0 ? 'Bus' : 'person',
    });
    const embedding = Float32Array.from(PATTERN, (value) => value + 1 + noise() + shift / 20);
    const made = outcome();
    const answered: DetectOutcome = { ...made, model: this.card, result: { ...made.result, embedding } };
    const inference_id = this.store.recordInference({
      request_id: 'r',
      at: Date.now(),
      name,
      source: null,
      width: 100,
      height: 100,
      model_run_id: this.#run,
      conf: this.thresholds.conf,
      iou: this.thresholds.iou,
      detections: [],
      candidates: made.result.candidates,
      features: found,
      embedding,
      timings: { queue: 0, decode: 0, tensor: 0, inference: 0, postprocess: 0, total: 0 },
    });
    const timings_ms = { queue: 0, decode: 0, tensor: 0, inference: 0, postprocess: 0, total: 0 };
    const result = { inference_id, name, width: 100, height: 100, detections: [], features: found, timings_ms };
    this.monitor.feed(answered, result, { ...this.thresholds, save: true, candidates: false });
    return inference_id;
  }

  titles(...kinds: string[]): string[] {
    return this.store
      .listEvents({ limit: 100 })
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ title }) => title)
      .reverse();
  }

  async remove(): Promise<void> {
    await this.monitor.close();
    this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #register(): number {
    this.store.registerModel(this.card, Date.now());
    return this.store.beginModelRun({ model_id: this.card.id, provider: 'cpu', started_at: Date.now(), load_ms: 1 });
  }

  #watch(): DriftMonitor {
    return createDriftMonitor({
      detection: { status: () => ({ ...IDLE, active: { ...ACTIVE, card: this.card } }) },
      store: this.store,
      log: this.#logger.component('drift'),
      settings: () => ({ thresholds: this.thresholds }),
      thread: createCheckThread(),
    });
  }
}
