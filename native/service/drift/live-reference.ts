import { type DriftState, Verdict } from '../../contract/drift.ts';
import { CheckedImages } from '../../contract/http/drift.ts';
import { cosineDistance, meanVector } from '../../drift/embedding/means.ts';
import { warmUp } from '../../drift/verdict/check.ts';
import { type Alarms, NO_ALARMS } from '../../drift/verdict/confirmation.ts';
import type { Window } from '../../drift/verdict/window.ts';
import type { DriftRecords, DriftReference, DriftSample, NewDriftReference } from '../../store/drift-types.ts';
import { parseBinding } from './binding.ts';
import { toWindow } from './features.ts';

/** What is remembered beside the samples. Plain data. */
export interface Progress {
  alarms: Alarms;
  /** The latest verdict on full windows; null before the first. */
  verdict: Verdict | null;
  /** Milliseconds since 1970, and `seq` of the last sample that was judged. */
  checked_at: number | null;
  checked_end: number | null;
  /** The current window that was judged, which has moved on since. */
  checked_images: CheckedImages | null;
  /** Classes that were told of as new. */
  new_classes: readonly string[];
  /** `seq` that the first sample to come must exceed. */
  before: number;
}

export interface Position extends Pick<Progress, 'checked_images'> {
  checked_end: number;
}

export const newProgress = (before: number): Progress => ({
  alarms: NO_ALARMS,
  verdict: null,
  checked_at: null,
  checked_end: null,
  checked_images: null,
  new_classes: [],
  before,
});

export type ReferenceFacts = Omit<DriftReference, 'progress'>;

/** A version of the reference and the current window that is held against it, in memory as in the store. */
export class LiveReference {
  readonly facts: ReferenceFacts;
  readonly reference: DriftSample[];
  readonly current: DriftSample[];
  progress: Progress;
  #window: Window | null = null;
  #mean: Float64Array | null = null;

  constructor(facts: ReferenceFacts, reference: DriftSample[], current: DriftSample[], progress: Progress) {
    this.facts = facts;
    this.reference = reference;
    this.current = current;
    this.progress = progress;
  }

  static load(records: DriftRecords, { progress, ...facts }: DriftReference): LiveReference {
    const [reference, current] = [
      records.samples(facts.version, 'reference'),
      records.samples(facts.version, 'current'),
    ];
    return new LiveReference(facts, reference, current, readProgress(progress, reference, current));
  }

  static begin(
    records: DriftRecords,
    reference: Omit<NewDriftReference, 'progress'>,
    samples: readonly DriftSample[],
    previous: number | null,
    before: number,
  ): LiveReference {
    const progress = newProgress(before);
    const version = records.begin({ ...reference, progress: JSON.stringify(progress) }, samples, previous);
    return new LiveReference({ ...reference, version }, [...samples], [], progress);
  }

  get isComplete(): boolean {
    return this.reference.length >= this.facts.target;
  }

  /** `seq` of the newest sample that came. */
  get last(): number {
    return Math.max(this.current.at(-1)?.seq ?? 0, this.reference.at(-1)?.seq ?? 0, this.progress.before);
  }

  state(currentSize: number): { state: DriftState; reason: string | null } {
    const { target, reason } = this.facts;
    const warm = warmUp(this.reference.length, this.current.length, {
      reference_size: target,
      current_size: currentSize,
    });
    const why = warm.state === 'active' || reason === null ? warm.reason : `${reason} ${warm.reason}`;
    return { state: warm.state, reason: why };
  }

  /** Of the complete reference, made once. */
  window(): Window {
    this.#window ??= toWindow(this.reference);
    return this.#window;
  }

  /** What a check that begins now is of. */
  position(): Position {
    const [first, last] = [this.current[0], this.current.at(-1)];
    const images = first === undefined || last === undefined ? null : { first: first.id, last: last.id };
    return { checked_end: this.last, checked_images: images };
  }

  /** Mean embedding of the complete reference; null where it has none. */
  mean(): Float64Array | null {
    if (!this.isComplete) return null;
    this.#mean ??= meanVector(this.reference.flatMap(({ embedding }) => (embedding === null ? [] : [embedding])));
    return this.#mean.length === 0 ? null : this.#mean;
  }

  /** Cosine distance of an embedding of this model to the mean; null where there is none to compare. */
  distance(modelId: string, embedding: Float32Array | null): number | null {
    if (embedding === null || parseBinding(this.facts.binding).model_id !== modelId) return null;
    const mean = this.mean();
    return mean === null || mean.length !== embedding.length ? null : cosineDistance(embedding, mean);
  }

  /** Samples that came since, whichever window they went into: what an undo puts back. */
  streamed(): DriftSample[] {
    return [...this.reference, ...this.current].filter(({ seq }) => seq > this.progress.before);
  }

  /** The windows have changed in another way than by a sample. */
  forget(): void {
    this.#window = null;
    this.#mean = null;
  }
}

/** What a newer or older Vigil kept otherwise is begun anew; the samples stay. */
function readProgress(text: string, reference: DriftSample[], current: DriftSample[]): Progress {
  const fallback = newProgress(Math.max(0, current.at(-1)?.seq ?? 0, reference.at(-1)?.seq ?? 0));
  try {
    const stored: Partial<Progress> = JSON.parse(text);
    const verdict = Verdict.nullable().safeParse(stored.verdict);
    const images = CheckedImages.nullable().safeParse(stored.checked_images);
    const checked_images = images.success ? images.data : null;
    return { ...fallback, ...stored, verdict: verdict.success ? verdict.data : null, checked_images };
  } catch {
    return fallback;
  }
}
