import { z } from 'zod';
import { Candidates } from './candidates.ts';
import { ErrorData } from './errors.ts';
import { PixelFeatures } from './features.ts';
import { ModelCard, Sidecar } from './model.ts';
import { ProviderName, ProviderReport, ThreadMeasurement } from './provider.ts';

/**
 * Messages between the service and one detector process, as plain structured-clone data.
 *
 *   service                                detector
 *      │ ◀──────────── hello ───────────────── │   once, when its modules are loaded
 *      │ ───────────── load {id} ────────────▶ │   once in its life: a switch of model is a new process
 *      │ ◀──── loaded {id} | failed {id} ───── │
 *      │ ───────────── detect {id} ──────────▶ │   several may be under way; answered in any order
 *      │ ◀──────── running {id} ────────────── │   decoded, the model run begins (it blocks the process)
 *      │ ◀─── detected {id} | failed {id} ──── │
 *      │ ◀──────── thumbnail {id} ──────────── │   later, when the detector has time
 *      │ ───────────── cancel {id} ──────────▶ │   drops it unless its run has begun; answered by failed
 *      │ ◀──────── heartbeat ───────────────── │   every second while the process is not inside a run
 *      │ ───────────── shutdown ─────────────▶ │   finishes thumbnails, releases the session, exits
 *
 * A process that loses its parent exits by itself. Ids are chosen by the service and unique within one detector.
 */

const id = z.int().min(0);

export const ImageSource = z.discriminatedUnion('type', [
  z.object({ type: z.literal('bytes'), bytes: z.instanceof(Uint8Array) }),
  z.object({ type: z.literal('file'), path: z.string() }),
]);
export type ImageSource = z.infer<typeof ImageSource>;

export const ImageLimits = z.object({ max_bytes: z.int().min(1), max_pixels: z.int().min(1) });
export type ImageLimits = z.infer<typeof ImageLimits>;
export const DEFAULT_IMAGE_LIMITS: ImageLimits = { max_bytes: 64 * 1024 * 1024, max_pixels: 64_000_000 };

/** `auto` measures one thread against all cores (with and without spinning) and keeps the fastest for one image. */
export const ThreadChoice = z.discriminatedUnion('type', [
  z.object({ type: z.literal('auto') }),
  z.object({ type: z.literal('fixed'), threads: z.int().min(1), spinning: z.boolean() }),
]);
export type ThreadChoice = z.infer<typeof ThreadChoice>;

export const LoadCommand = z.object({
  kind: z.literal('load'),
  id,
  path: z.string(),
  sidecar: Sidecar.nullable().meta({ description: 'Stated by the caller; wins over the file beside the model' }),
  providers: z.array(ProviderName).min(1),
  threads: ThreadChoice,
  /** What an earlier process already proved: skips probing and measuring, so that a restart takes a second or less. */
  known: z.object({ provider: ProviderReport, card: ModelCard }).nullable(),
});
export type LoadCommand = z.infer<typeof LoadCommand>;

export const DetectCommand = z.object({
  kind: z.literal('detect'),
  id,
  image: ImageSource,
  limits: ImageLimits,
  floor: z.number().min(0).max(1),
  max_candidates: z.int().min(1),
  thumbnail: z.boolean(),
});
export type DetectCommand = z.infer<typeof DetectCommand>;

export const ServiceToDetector = z.discriminatedUnion('kind', [
  LoadCommand,
  DetectCommand,
  z.object({ kind: z.literal('cancel'), id }),
  z.object({ kind: z.literal('shutdown') }),
]);
export type ServiceToDetector = z.infer<typeof ServiceToDetector>;

export const LoadResult = z.object({
  card: ModelCard,
  provider: ProviderReport,
  threads: z.int(),
  spinning: z.boolean(),
  measurements: z.array(ThreadMeasurement),
  load_ms: z.number(),
  run_ms: z.number().meta({ description: 'Median of the warm-up runs' }),
});
export type LoadResult = z.infer<typeof LoadResult>;

/** Milliseconds spent in each phase inside the detector. `decode` is from bytes to upright RGB pixels. */
export const DetectorTimings = z.object({
  decode: z.number(),
  tensor: z.number(),
  inference: z.number(),
  postprocess: z.number(),
});
export type DetectorTimings = z.infer<typeof DetectorTimings>;

export const DetectResult = z.object({
  width: z.int(),
  height: z.int(),
  candidates: Candidates,
  features: PixelFeatures,
  /** As `ModelCard.embedding` says; null where the model gave numbers that are not finite. */
  embedding: z.instanceof(Float32Array).nullable(),
  timings: DetectorTimings,
});
export type DetectResult = z.infer<typeof DetectResult>;

export const DetectorToService = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hello'),
    pid: z.int(),
    runtime: z.string().meta({ description: 'ONNX Runtime version' }),
    built_in: z.array(ProviderName),
  }),
  z.object({ kind: z.literal('loaded'), id, result: LoadResult }),
  z.object({ kind: z.literal('running'), id }),
  z.object({ kind: z.literal('detected'), id, result: DetectResult }),
  z.object({ kind: z.literal('failed'), id, error: ErrorData }),
  z.object({
    kind: z.literal('thumbnail'),
    id,
    webp: z.instanceof(Uint8Array).nullable().meta({ description: 'null: none can be made of this image' }),
  }),
  z.object({ kind: z.literal('heartbeat'), rss_bytes: z.int() }),
]);
export type DetectorToService = z.infer<typeof DetectorToService>;

/**
 * One running detector process as its owner sees it; made by a launcher (child process here, utility process in the
 * desktop shell). After `onExit` nothing more arrives.
 */
export interface DetectorLink {
  readonly pid: number | undefined;
  post(message: ServiceToDetector): void;
  onMessage(listener: (message: DetectorToService) => void): void;
  onExit(listener: (exit: DetectorExit) => void): void;
  kill(): void;
}

export interface DetectorExit {
  code: number | null;
  signal: string | null;
  /** The last lines the process wrote to stderr, for the incident. */
  stderr: string;
}

export type DetectorLauncher = (options: { environment: Record<string, string> }) => DetectorLink;
