import type { Verdict } from '../../contract/drift.ts';
import type { DriftRecords } from '../../store/drift-types.ts';

/** Between two rows of history while nothing changes: at 30 images a second each step of 10 would be one. */
const ROW_EVERY_MS = 5_000;

/** Keeps verdicts as rows of history; those without figures are none. */
export class CheckRows {
  readonly #drift: Pick<DriftRecords, 'addCheck'>;
  #lastAt = 0;

  constructor(drift: Pick<DriftRecords, 'addCheck'>) {
    this.#drift = drift;
  }

  /** `isNews` has a row whatever the time. `end` is `seq` of the last sample, `at` milliseconds since 1970. */
  keep(verdict: Verdict, { version, end, at }: { version: number; end: number; at: number }, isNews: boolean): void {
    if (!isNews && at - this.#lastAt < ROW_EVERY_MS) return;
    const { dataset_drift, drift_share, num_drifted_features, num_features, embedding_distance } = verdict;
    if (dataset_drift === null || drift_share === null || num_drifted_features === null || num_features === null)
      return;
    this.#lastAt = at;
    const features = Object.fromEntries(
      verdict.features.map(({ feature, score, effect, drifted }) => [feature, { score, effect, drifted }]),
    );
    const counts = { num_drifted_features, num_features };
    this.#drift.addCheck({ at, version, end, dataset_drift, drift_share, ...counts, embedding_distance, features });
  }
}
