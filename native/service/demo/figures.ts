import { DEMO_WINDOW, type DemoFigures } from '../../contract/http/demo.ts';
import type { Judgement } from './truth.ts';

/** One answered picture of the line. */
export interface PictureFacts {
  judgement: Judgement | null;
  scores: readonly number[];
  /** Mean luma, 0 to 255. */
  brightness: number;
}

/** How the last pictures were answered. */
export class RollingFigures {
  readonly #pictures: PictureFacts[] = [];

  add(picture: PictureFacts): void {
    this.#pictures.push(picture);
    if (this.#pictures.length > DEMO_WINDOW) this.#pictures.shift();
  }

  /** Shares are of all parts and all detections together, so that a picture with many counts for many. */
  figures(): DemoFigures {
    const judgements = this.#pictures.flatMap(({ judgement }) => judgement ?? []);
    const found = sum(judgements.map((judgement) => judgement.found));
    const scores = this.#pictures.flatMap((picture) => picture.scores);
    return {
      pictures: this.#pictures.length,
      recall: share(found, sum(judgements.map(({ parts }) => parts))),
      precision: share(found, sum(judgements.map(({ detections }) => detections))),
      mean_confidence: share(sum(scores), scores.length),
      brightness: share(sum(this.#pictures.map(({ brightness }) => brightness)), this.#pictures.length, 2),
    };
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Null of nothing; else to some decimals, which is more than is known. */
function share(part: number, whole: number, digits = 5): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10 ** digits) / 10 ** digits;
}
