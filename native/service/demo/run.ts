import { randomInt } from 'node:crypto';
import type { SceneKnobs } from '../../contract/demo.ts';
import { VigilError } from '../../contract/errors.ts';
import {
  DEMO_CONF,
  DEMO_SOURCE,
  type DemoKnobsBody,
  type DemoRun,
  type DemoState,
  type KnobChanges,
  type StartDemoBody,
} from '../../contract/http/demo.ts';
import type { ImageFailure, ImageResult } from '../../contract/http/detect.ts';
import type { Drawing, DrawnPicture } from '../../demo/line/drawing.ts';
import { applyChanges, mergeChanges } from '../../demo/line/knobs.ts';
import { knobsAt, phaseAt } from '../../demo/line/scenarios.ts';
import type { SceneSource } from '../../demo/line/scene-source.ts';
import { pictureSeed } from '../../demo/line/seeds.ts';
import type { ImageContext } from '../http/detect/answer.ts';
import { concludeImage, type Detected, detectImage, dropPicture, type ImageDeps } from '../http/detect/one-image.ts';
import { completeQuery } from '../http/detect/query.ts';
import { keepPace, type Pace } from './pace.ts';
import { Tally } from './tally.ts';
import { judge } from './truth.ts';

/** From drawing to being kept; more would only wait in the queue, ahead of what the user sends. */
const MOST_UNDER_WAY = 2;
/** After this many pictures in a row without a result the line gives up. */
const MOST_ERRORS = 10;

export interface RunDeps {
  images: ImageDeps;
  /** For this run alone, which closes it. */
  scenes: SceneSource;
  /** Told of every change of its state. */
  tell(state: DemoState['state']): void;
}

/** One run of the line, from its start, which is when it is made, to its end. */
export class LineRun {
  readonly #deps: RunDeps;
  readonly #body: StartDemoBody;
  readonly #seed: number;
  readonly #startedAt = new Date();
  readonly #left = new AbortController();
  readonly #tally = new Tally();
  readonly #pace: Pace;
  #state: DemoState;
  #rate: number;
  #set: KnobChanges;
  #endedAt: Date | null = null;
  #pictures = 0;
  #underWay = 0;
  /** Settles when every picture so far has come to its end: they are kept in the order they were drawn in. */
  #concluded: Promise<void> = Promise.resolve();

  constructor(deps: RunDeps, body: StartDemoBody) {
    this.#deps = deps;
    this.#body = body;
    this.#seed = body.seed ?? randomInt(2 ** 32);
    this.#rate = body.rate;
    this.#set = mergeChanges({}, body.knobs ?? {});
    this.#state = { state: 'starting', since: this.#startedAt.toISOString(), reason: null };
    deps.tell('starting');
    this.#pace = keepPace(body.rate, () => this.#turn());
  }

  get state(): DemoState {
    return this.#state;
  }

  get isOn(): boolean {
    return this.#endedAt === null;
  }

  change({ knobs, rate }: DemoKnobsBody): void {
    if (knobs !== undefined) this.#set = mergeChanges(this.#set, knobs);
    if (rate === undefined) return;
    this.#rate = rate;
    this.#pace.setRate(rate);
  }

  /** Resolves when nothing of the run is under way any more; what was is not kept. */
  async end(): Promise<void> {
    this.#finish({ state: 'stopped' });
    await Promise.all([this.#deps.scenes.close(), this.#concluded]);
  }

  report(): DemoRun {
    const { scenario } = this.#body;
    return {
      scenario,
      seed: this.#seed,
      started_at: this.#startedAt.toISOString(),
      ended_at: this.#endedAt?.toISOString() ?? null,
      rate: this.#rate,
      pictures: this.#pictures,
      phase: phaseAt(scenario, Math.max(this.#pictures, 1)),
      knobs: this.#knobsAt(this.#pictures + 1),
      set_knobs: this.#set,
      restarts: this.#deps.scenes.restarts,
      ...this.#tally.report(),
      ...(!this.isOn && { achieved_rate: 0 }),
    };
  }

  #knobsAt(picture: number): SceneKnobs {
    return applyChanges(knobsAt(this.#body.scenario, picture), this.#set);
  }

  /** Nothing is made up for: a turn that finds the line busy, or the queue full, passes. */
  #turn(): void {
    const { queue_length, queue_limit } = this.#deps.images.detection.status();
    if (this.#underWay >= MOST_UNDER_WAY || queue_length >= queue_limit) {
      this.#tally.skip();
      return;
    }
    this.#underWay++;
    this.#pictures++;
    this.#concluded = this.#make(this.#pictures, this.#concluded);
  }

  /** One picture from its drawing to its result in history, which waits for those `before`. Never rejects. */
  async #make(number: number, before: Promise<void>): Promise<void> {
    const { images, scenes } = this.#deps;
    try {
      const drawing = await scenes.draw({ seed: pictureSeed(this.#seed, number), knobs: this.#knobsAt(number) });
      if (drawing.outcome === 'drawn') {
        const context = this.#contextOf(number);
        const detected = await detectImage(images, drawing.picture.jpeg, context, this.#left.signal);
        await before;
        if (this.isOn) this.#conclude(detected, drawing.picture, context);
        // Unless it was kept.
        dropPicture(detected);
      } else {
        await before;
        if (this.isOn) this.#undrawn(drawing);
      }
    } catch (error) {
      images.log.error({ err: error }, 'the demo line made a mistake');
      this.#fail(VigilError.from(error).message);
    } finally {
      this.#underWay--;
    }
  }

  #contextOf(number: number): ImageContext {
    const { thresholds } = this.#deps.images.settings();
    return {
      name: `${this.#body.scenario}-${String(number).padStart(6, '0')}.jpg`,
      requestId: crypto.randomUUID(),
      query: completeQuery(
        { save: true, candidates: false, source: DEMO_SOURCE },
        { ...thresholds, conf: Math.max(thresholds.conf, DEMO_CONF) },
      ),
      since: performance.now(),
    };
  }

  #conclude(detected: Detected, picture: DrawnPicture, context: ImageContext): void {
    if ('failure' in detected && detected.failure.code === 'queue_full') {
      // Others have filled the queue meanwhile: for a picture that nobody waits for this is no error.
      this.#tally.skip();
      return;
    }
    const answer = concludeImage(this.#deps.images, detected, context);
    if ('failure' in detected) {
      this.#miss(detected.failure);
      return;
    }
    const { result, outcome } = detected;
    this.#tally.observe({
      judgement: judge(picture.parts, result.detections, outcome.model.classes),
      scores: result.detections.map(({ score }) => score),
      brightness: picture.brightness,
    });
    if ('inference_id' in answer && answer.inference_id !== null) this.#keep(answer.inference_id);
    else this.#miss(storageError(answer));
  }

  #keep(inferenceId: number): void {
    this.#tally.keep(inferenceId);
    if (this.#state.state === 'starting') this.#become({ state: 'running', since: now() });
  }

  #undrawn({ outcome, reason }: Exclude<Drawing, { outcome: 'drawn' }>): void {
    if (outcome === 'lost') {
      const sentence = `The thread that draws the pictures ended (${reason}); a new one was started.`;
      this.#deps.images.log.warn({}, sentence);
      this.#become({ state: 'starting', since: now(), reason: sentence });
      this.#miss(new VigilError('internal', sentence));
    } else {
      this.#miss(new VigilError('internal', `A picture could not be drawn: ${reason}.`));
    }
  }

  #miss(error: VigilError): void {
    this.#tally.miss(error);
    if (this.#tally.errorsInARow < MOST_ERRORS) return;
    this.#fail(`${MOST_ERRORS} pictures in a row came to nothing. The last: ${error.message}`);
  }

  #fail(reason: string): void {
    this.#deps.images.log.error({ reason }, 'the demo line has failed');
    this.#finish({ state: 'failed', since: now(), reason });
    void this.#deps.scenes.close();
  }

  #finish(state: DemoState): void {
    this.#endedAt ??= new Date();
    this.#pace.stop();
    this.#left.abort();
    this.#become(state);
  }

  #become(state: DemoState): void {
    const before = this.#state.state;
    this.#state = state;
    if (state.state !== before || state.state === 'starting') this.#deps.tell(state.state);
  }
}

const now = () => new Date().toISOString();

function storageError(answer: ImageResult | ImageFailure): VigilError {
  const data = 'storage_error' in answer ? answer.storage_error : undefined;
  return data === undefined ? new VigilError('internal', 'A result was not kept.') : VigilError.fromData(data);
}
