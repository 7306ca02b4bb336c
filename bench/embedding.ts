import { CANDIDATE_FLOOR, MAX_CANDIDATES } from '../native/contract/candidates.ts';
import { DEFAULT_IMAGE_LIMITS, type ImageSource } from '../native/contract/messages.ts';
import { Engine } from '../native/detector/engine.ts';
import { measurePixels } from '../native/detector/features/pixels.ts';
import { decodeImage } from '../native/detector/image/decode.ts';
import { median } from './statistics.ts';

export interface EmbeddingFigures {
  source: 'model' | 'descriptor' | 'none';
  /** Median of the runs of the file as it is, and of those that answer the embedding too, in milliseconds. */
  bare_ms: number;
  with_ms: number;
  /** Median, over the photographs, of one run with the embedding by one without. */
  ratio: number;
  /** Median of brightness, contrast, sharpness and saturation of a photograph. */
  pixels_ms: number;
}

/**
 * What embeddings add to a run, and what the figures of pixels cost. With and without take turns, photograph by photograph,
 * each first as often as second, so that a slow spell of the machine hits both.
 */
export async function measureEmbedding(
  model: string,
  threads: { threads: number; spinning: boolean },
  paths: readonly string[],
): Promise<EmbeddingFigures> {
  const settings = { path: model, sidecar: null, providers: ['cpu' as const], known: null };
  const plan = { type: 'fixed', ...threads } as const;
  const bare = await Engine.load({ ...settings, threads: plan, bare: true });
  const full = await Engine.load({ ...settings, threads: plan });
  const times: { bare: number; full: number }[] = [];
  const pixels: number[] = [];
  for (const [at, path] of paths.entries()) {
    const image: ImageSource = { type: 'file', path };
    const run = async (engine: Engine) => {
      const limits = { floor: CANDIDATE_FLOOR, max_candidates: MAX_CANDIDATES };
      const { timings } = await engine.detect({ image, limits: DEFAULT_IMAGE_LIMITS, ...limits });
      return timings.inference;
    };
    const first = at % 2 === 0 ? await run(bare) : await run(full);
    const second = at % 2 === 0 ? await run(full) : await run(bare);
    times.push(at % 2 === 0 ? { bare: first, full: second } : { bare: second, full: first });
    const decoded = await decodeImage(image, DEFAULT_IMAGE_LIMITS);
    const started = performance.now();
    measurePixels(decoded);
    pixels.push(performance.now() - started);
  }
  await bare.release();
  await full.release();
  return {
    source: full.loaded.card.embedding?.source ?? 'none',
    bare_ms: median(times.map((time) => time.bare)),
    with_ms: median(times.map((time) => time.full)),
    ratio: median(times.map((time) => time.full / time.bare)),
    pixels_ms: median(pixels),
  };
}
