import type { InferenceSession } from 'onnxruntime-node';
import { VigilError } from '../contract/errors.ts';
import type { DetectCommand, DetectResult, LoadCommand, LoadResult } from '../contract/messages.ts';
import { describePixels } from './embedding/descriptor.ts';
import { foldEmbedding } from './embedding/fold.ts';
import { EMBEDDING_OUTPUT } from './embedding/tap.ts';
import { measurePixels } from './features/pixels.ts';
import type { RawOutput } from './heads/head.ts';
import { HEADS } from './heads/index.ts';
import { type DecodedImage, decodeImage } from './image/decode.ts';
import { fillTensor } from './image/letterbox.ts';
import { type LoadedModel, loadModel, outputsOf } from './load.ts';
import { describeDims } from './model/describe.ts';
import { runtimeMessage } from './runtime.ts';
import { type InputTensor, readFloats } from './tensor.ts';
import { Turnstile } from './turnstile.ts';

export interface EngineSettings extends Omit<LoadCommand, 'kind' | 'id'> {
  /** Loads the model as it is and takes no embeddings: what tests and benches compare with. */
  bare?: true;
}
export type DetectRequest = Pick<DetectCommand, 'image' | 'limits' | 'floor' | 'max_candidates'>;

export interface DetectHooks {
  /** Drops the request with `request_cancelled` unless its run has begun. */
  signal?: AbortSignal;
  /** Called when the image is in the tensor and the run, which blocks the thread, comes next. */
  onRunning?: () => void;
}

/**
 * Images decoded or in decoding at a time: the one that runs and three ahead. Each step of a decoding (header, pixels) needs
 * this thread between two runs to go on, so one ahead would be late; more would hold more than they bring, up to 200 MB each.
 */
const IMAGES_AT_ONCE = 4;

/**
 * One loaded model: encoded images in, candidates out. Several requests may be under way; the next image is decoded in
 * libuv's pool while the run of the present one holds this thread. Runs follow one another.
 */
export class Engine {
  readonly loaded: LoadResult;
  readonly #session: InferenceSession;
  readonly #input: InputTensor;
  readonly #images = new Turnstile(IMAGES_AT_ONCE);
  readonly #runs = new Turnstile(1);

  private constructor({ result, session, input }: LoadedModel) {
    this.loaded = result;
    this.#session = session;
    this.#input = input;
  }

  /**
   * Loads and warms up a model. Rejects with VigilError: `model_not_found`, `model_unreadable`, `model_unsupported`,
   * `provider_unavailable`.
   */
  static async load(settings: EngineSettings): Promise<Engine> {
    return new Engine(await loadModel(settings));
  }

  /**
   * The candidates of one image.
   *
   * Rejects with VigilError: whatever decoding says of the image, `request_cancelled`, `inference_failed`.
   */
  async detect(request: DetectRequest, hooks: DetectHooks = {}): Promise<DetectResult> {
    const leaveImages = await this.#images.enter();
    try {
      throwIfCancelled(hooks.signal);
      const started = performance.now();
      const image = await decodeImage(request.image, request.limits);
      // By the wall clock: it includes waiting for this thread while the run of another image holds it.
      const decode = performance.now() - started;
      const leaveRuns = await this.#runs.enter();
      try {
        throwIfCancelled(hooks.signal);
        return await this.#infer(image, decode, request, hooks);
      } finally {
        leaveRuns();
      }
    } finally {
      leaveImages();
    }
  }

  async release(): Promise<void> {
    const leaveRuns = await this.#runs.enter();
    await this.#session.release();
    leaveRuns();
  }

  async #infer(image: DecodedImage, decode: number, request: DetectRequest, hooks: DetectHooks): Promise<DetectResult> {
    const { card } = this.loaded;
    const started = performance.now();
    const { width, height } = card.input;
    const placement = fillTensor(image, { width, height, preprocess: card.preprocess }, this.#input.values);
    this.#input.commit();
    const features = measurePixels(image);
    const descriptor = card.embedding?.source === 'descriptor' ? describePixels(image) : null;
    const filled = performance.now();
    hooks.onRunning?.();
    const { output, channels } = await this.#run();
    const ran = performance.now();
    const candidates = HEADS[card.layout](output, {
      placement,
      input: { width, height },
      classCount: card.classes.length,
      floor: request.floor,
      maxCandidates: request.max_candidates,
    });
    return {
      width: image.width,
      height: image.height,
      candidates,
      features,
      embedding: channels === null ? descriptor : foldEmbedding(channels),
      timings: {
        decode,
        tensor: filled - started,
        inference: ran - filled,
        postprocess: performance.now() - ran,
      },
    };
  }

  /** One run: the output that holds the boxes, and one number a channel of the feature map where the model gives them. */
  async #run(): Promise<{ output: RawOutput; channels: Float32Array | null }> {
    const { card, provider } = this.loaded;
    const { name, shape } = card.output;
    try {
      const outputs = await this.#session.run({ [card.input.name]: this.#input.tensor }, outputsOf(card));
      const tensor = outputs[name];
      const embedding = outputs[EMBEDDING_OUTPUT];
      if (tensor === undefined) throw new Error(`there is no output ${name}`);
      const { dims } = tensor;
      if (dims.length !== shape.length || !shape.every((length, axis) => length === null || length === dims[axis])) {
        throw new Error(`the output is ${describeDims(dims)} where ${describeDims(shape)} was expected`);
      }
      const channels = embedding === undefined ? null : readFloats(embedding);
      return { output: { data: readFloats(tensor), dims }, channels };
    } catch (cause) {
      const remedy = provider.used === 'cpu' ? 'Try another export of the model.' : 'If this repeats, use the CPU.';
      throw new VigilError(
        'inference_failed',
        `The model run failed on ${provider.used}: ${runtimeMessage(cause)}. ${remedy}`,
        { cause },
      );
    }
  }
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) {
    throw new VigilError('request_cancelled', 'The request was cancelled before its model run began.');
  }
}
