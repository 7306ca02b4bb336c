import { Random } from '../../../drift/random/random.ts';
import type { AppUnderTest } from '../../http/testing/app-under-test.ts';
import { answered, form, post } from '../../http/testing/detect-request.ts';
import { outcome } from '../../http/testing/scripted-detection.ts';

/** Makes the scripted detection answer pictures of a light that may fail, with embeddings that follow it. */
export class ScriptedStream {
  readonly #app: AppUnderTest;
  readonly #random = new Random(5);
  /** Added to the brightness of what comes. */
  shift = 0;
  /** Scores of its three candidates, best first, in place of the usual ones. */
  scores: readonly [number, number, number] | null = null;

  constructor(app: AppUnderTest) {
    this.#app = app;
    app.detection.onDetect = async () => this.#picture();
  }

  /** Sends `count` images in one form; answers their results when all are judged. */
  async send(count: number) {
    const names = Array.from({ length: count }, (_, k): [string, string] => ['file', `image ${k}`]);
    const { images } = await answered(await post(this.#app, form(names)));
    await this.#app.drift.settled();
    return images;
  }

  #picture() {
    const noise = () => this.#random.uniform() + this.#random.uniform() - 1;
    const made = outcome();
    const features = {
      brightness: 100 + this.shift + 20 * noise(),
      contrast: 40 + this.shift / 4 + 8 * noise(),
      sharpness: 800 + 10 * this.shift + 100 * noise(),
      saturation: 0.4 + this.shift / 200 + 0.1 * noise(),
    };
    const embedding = Float32Array.from({ length: 8 }, (_, k) => 1 + Math.sin(k + this.shift) + 0.5 * noise());
    const { candidates } = made.result;
    const scored = this.scores === null ? candidates : { ...candidates, scores: Float32Array.from(this.scores) };
    return { ...made, result: { ...made.result, candidates: scored, features, embedding } };
  }
}
