import type { InferenceNews } from '../../contract/http/stream.ts';

/** One image that came to its end. */
export type ImageFact =
  | { outcome: 'failed' }
  /** `id` is null where it was not to be kept, or could not be. */
  | { outcome: 'answered'; id: number | null; source: string | null };

type Counts = Omit<InferenceNews, 'images_per_s' | 'queue_length'>;

const MOST_SOURCES = 8;

const none = (): Counts => ({
  ...{ answered: 0, failed: 0, kept: 0, pictures: 0 },
  ...{ first_id: null, last_id: null, sources: [] },
});

/** Images since the last event about them, in constant memory. */
export class ImageCounts {
  #counts = none();

  add(fact: ImageFact): void {
    const counts = this.#counts;
    if (fact.outcome === 'failed') {
      counts.failed++;
      return;
    }
    counts.answered++;
    const { id, source } = fact;
    if (id === null) return;
    counts.kept++;
    counts.first_id = Math.min(counts.first_id ?? id, id);
    counts.last_id = Math.max(counts.last_id ?? id, id);
    if (counts.sources.length < MOST_SOURCES && !counts.sources.includes(source)) counts.sources.push(source);
  }

  addPicture(): void {
    this.#counts.pictures++;
  }

  /** Answers them and begins anew. */
  take(): Counts {
    const counts = this.#counts;
    this.#counts = none();
    return counts;
  }
}
