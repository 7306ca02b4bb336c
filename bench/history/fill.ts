import type { Detection } from '../../native/contract/candidates.ts';
import { VigilError } from '../../native/contract/errors.ts';
import { resultFigures } from '../../native/store/series/result-figures.ts';
import { seededRandom } from '../../native/store/testing/random.ts';
import { candidates, inference, modelCard } from '../../native/store/testing/records.ts';
import type { NewInference, Store } from '../../native/store/types.ts';
import { features } from '../../native/testing/features.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
export const DAYS = 30;

/** From the most to the least frequent. */
const CLASSES = ['bolt', 'nut', 'washer', 'gear', 'bearing', 'bracket'] as const;
export const COMMON_CLASS = CLASSES[0];
export const RARE_CLASS = CLASSES[5];
const SOURCES = ['gate', 'belt 1', 'belt 2', null] as const;
export const SOURCE = 'gate';
export const MODELS = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb'] as const;

/** Results as a line has them: more by day than by night, none on every seventh day, a second model from half-time on. */
export class Line {
  readonly #random = seededRandom(20_260_110);
  readonly #proposals = Array.from({ length: 16 }, (_, count) => candidates(count + 6));
  readonly #runs: readonly number[];
  readonly #start: number;

  constructor(store: Store, end: number) {
    this.#start = end - DAYS * DAY;
    this.#runs = MODELS.map((id, index) => {
      const at = this.#start + (index * DAYS * DAY) / 2;
      store.registerModel(modelCard({ id, sha256: id.padEnd(64, '0'), classes: [...CLASSES] }), at);
      return store.beginModelRun({ model_id: id, provider: 'cpu', started_at: at, load_ms: 100 });
    });
  }

  /** When the result of this share of the way, 0 to 1, came: milliseconds since 1970, rising. */
  timeOf(share: number): number {
    const day = Math.floor(share * DAYS);
    const within = share * DAYS - day;
    // Three quarters of a day's results come in its middle half; those of a free day come on the day before.
    const bent = within < 0.125 ? within * 2 : within > 0.875 ? 1 - (1 - within) * 2 : 0.25 + (within - 0.125) / 1.5;
    const isFree = day % 7 === 6;
    return Math.floor(this.#start + (isFree ? day - 1 + 0.999 + bent / 1_000 : day + bent) * DAY);
  }

  result(at: number): NewInference {
    const random = this.#random;
    const detections = Array.from({ length: Math.floor(random() ** 2 * 7) }, () => this.#detection());
    const share = (at - this.#start) / (DAYS * DAY);
    const inferenceMs = 12 * Math.exp(0.6 * (random() + random() - 1)) * (random() < 0.01 ? 6 : 1);
    const queue = random() < 0.7 ? 0.05 * random() : 20 * random() ** 4;
    const scores = detections.map(({ score }) => score);
    return inference((share < 0.5 ? this.#runs[0] : this.#runs[1]) ?? 0, {
      at,
      name: `part-${at}.jpg`,
      source: SOURCES[Math.floor(random() ** 1.5 * SOURCES.length)] ?? null,
      detections,
      candidates: this.#proposals[Math.floor(random() * this.#proposals.length)] ?? candidates(0),
      features: features({
        ...{ brightness: 100 - 30 * share + 20 * random(), contrast: 40 + 5 * random(), sharpness: 800 * random() },
        ...{ saturation: random(), detections: detections.length, embedding_distance: 0.1 * random() },
        confidence: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
        dominant_class: detections[0]?.class_name ?? null,
      }),
      timings: {
        ...{ queue, decode: 4, tensor: 1.2, inference: inferenceMs, postprocess: 0.6 },
        total: queue + 5.8 + inferenceMs,
      },
    });
  }

  #detection(): Detection {
    const random = this.#random;
    const class_id = Math.floor(random() ** 3 * CLASSES.length);
    const [x, y] = [random() * 600, random() * 400];
    const box: Detection['box'] = [x, y, x + 20 + random() * 100, y + 20 + random() * 100];
    return { class_id, class_name: CLASSES[class_id] ?? COMMON_CLASS, score: 1 - 0.75 * random() ** 0.7, box };
  }
}

/** Once more where the disk was too slow for the store: a long run is not to end of that. */
function patiently<T>(write: () => T, say: (line: string) => void): T {
  for (;;) {
    try {
      return write();
    } catch (error) {
      if (!(error instanceof VigilError) || error.code !== 'storage_failed') throw error;
      say(`  written again: ${error.message}`);
    }
  }
}

/** Results of one transaction. */
export const BATCH = 50;

/**
 * Fills a store with results over 30 days that end at `end`, each with its detections, so many to a transaction, and with
 * what is sampled meanwhile.
 */
export function fill(store: Store, count: number, end: number, say: (line: string) => void): Line {
  const line = new Line(store, end);
  const random = seededRandom(7);
  const begun = performance.now();
  let sampledAt = 0;
  const batch: NewInference[] = [];
  for (let i = 0; i < count; i++) {
    const at = line.timeOf((i + 0.5) / count);
    const result = line.result(at);
    batch.push(result);
    if (batch.length === BATCH || i === count - 1) {
      patiently(() => store.recordInferences(batch), say);
      batch.length = 0;
    }
    if (i % 997 === 0) store.series.addFailure({ at, model_id: MODELS[0], source: null });
    if (i % 499 === 0) {
      const origin = { at, model_id: MODELS[0], source: SOURCE };
      store.series.addResult(origin, resultFigures(result.timings, result.features));
    }
    if (at - sampledAt >= MINUTE) {
      sampledAt = at;
      store.series.addSample(at, {
        ...{ queue_length: Math.floor(random() * 4), vram_bytes: 6e9 + 1e9 * random(), cpu_percent: 100 * random() },
        ...{ memory_bytes: 8e9, drift_share: random(), num_drifted_features: Math.floor(9 * random()) },
        ...{ 'drift_score.brightness': random(), 'drift_score.confidence': random() },
      });
    }
    if ((i + 1) % 50_000 === 0) {
      const rate = ((i + 1) / (performance.now() - begun)) * 1_000;
      say(`  ${(i + 1).toLocaleString('en')} results, ${Math.round(rate).toLocaleString('en')}/s`);
    }
  }
  store.series.flush();
  const thumbnail = new Uint8Array(4_000).fill(7);
  for (const { inference_id } of store.listInferences({ limit: 500 }).items)
    store.saveThumbnail(inference_id, thumbnail);
  return line;
}
