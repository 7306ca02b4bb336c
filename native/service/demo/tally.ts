import type { VigilError } from '../../contract/errors.ts';
import { type DemoRun, LAST_IDS } from '../../contract/http/demo.ts';
import { RecentCount } from '../lifecycle/recent-count.ts';
import { type PictureFacts, RollingFigures } from './figures.ts';

/** RecentCount means over as long. */
const SPAN_S = 10;

type Counted = 'results' | 'errors' | 'skipped' | 'last_50' | 'last_inference_ids' | 'last_error' | 'achieved_rate';

/** What has become of the pictures of a run. */
export class Tally {
  readonly #figures = new RollingFigures();
  readonly #recent = new RecentCount();
  readonly #since = performance.now();
  #ids: number[] = [];
  #results = 0;
  #errors = 0;
  #errorsInARow = 0;
  #skipped = 0;
  #lastError: VigilError | null = null;

  /** How many pictures up to now came to nothing, one after the other. */
  get errorsInARow(): number {
    return this.#errorsInARow;
  }

  keep(inferenceId: number): void {
    this.#results++;
    this.#errorsInARow = 0;
    this.#ids = [inferenceId, ...this.#ids].slice(0, LAST_IDS);
    this.#recent.add();
  }

  /** A picture that was answered, kept or not. */
  observe(picture: PictureFacts): void {
    this.#figures.add(picture);
  }

  miss(error: VigilError): void {
    this.#errors++;
    this.#errorsInARow++;
    this.#lastError = error;
  }

  skip(): void {
    this.#skipped++;
  }

  report(): Pick<DemoRun, Counted> {
    return {
      results: this.#results,
      errors: this.#errors,
      skipped: this.#skipped,
      achieved_rate: this.#achievedRate(),
      last_50: this.#figures.figures(),
      last_inference_ids: [...this.#ids],
      last_error: this.#lastError?.toData() ?? null,
    };
  }

  /** Results per second over the last ten, or since the start; over a second at the least. */
  #achievedRate(): number {
    const elapsed = Math.min(Math.max((performance.now() - this.#since) / 1_000, 1), SPAN_S);
    return Math.round(((this.#recent.perSecond() * SPAN_S) / elapsed) * 100) / 100;
  }
}
