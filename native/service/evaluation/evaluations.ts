import { VigilError } from '../../contract/errors.ts';
import type {
  Evaluation,
  EvaluationList,
  EvaluationListQuery,
  EvaluationResult,
  EvaluationSource,
  EvaluationState,
  EvaluationSummary,
} from '../../contract/http/evaluations.ts';
import type { ImageLimits } from '../../contract/messages.ts';
import type { ShownAs } from '../../evaluation/evaluate-image.ts';
import type { UnmatchedSet } from '../../evaluation/labels/types.ts';
import type { Log } from '../../logging/types.ts';
import type { EvaluationEnd, Store } from '../../store/types.ts';
import { noModel } from '../detection/refusals.ts';
import type { DetectionService } from '../detection/types.ts';
import { type Progress, runEvaluation } from './run.ts';
import { openSet } from './sets.ts';

/** How often the row of the one under way is written, so that a crash leaves how far it came. */
const SIGN_OF_LIFE_MS = 5_000;

export interface EvaluationRequest {
  name: string;
  source: EvaluationSource;
  shownAs: ShownAs;
}

/** How far an evaluation is. */
export type EvaluationProgress = Pick<EvaluationSummary, 'id' | 'state'> & EvaluationSummary['progress'];

/** Evaluations of the loaded model: one at a time under way, all others kept. */
export interface Evaluations {
  /** Answers its id; it goes on in the background. Throws `evaluation_running`, `model_not_loaded`, `storage_failed`. */
  start(request: EvaluationRequest): number;
  list(query: EvaluationListQuery): EvaluationList;
  /** Throws `not_found`. */
  get(id: number): Evaluation;
  /** Resolves when it has ended; one that had ended before is answered as it is. Rejects with `not_found`. */
  cancel(id: number): Promise<EvaluationSummary>;
  /** Throws `not_found`, and `evaluation_running` for the one under way. */
  remove(id: number): void;
  /** Calls back as one begins, with every image it has measured, and as it ends. */
  subscribe(listener: (progress: EvaluationProgress) => void): void;
  /** Ends the one under way as interrupted. */
  stop(): Promise<void>;
}

/** The way of the one under way; `ending` is why it ends before its time. */
type Phase = { state: 'preparing' } | { state: 'running'; progress: Progress };
interface UnderWay {
  id: number;
  phase: Phase;
  abort: AbortController;
  ending: 'cancelled' | 'interrupted' | null;
  /** Settles when its end is written. Never rejects. */
  ended: Promise<void>;
}

export function keepEvaluations(
  detection: DetectionService,
  store: Store,
  log: Log,
  limits: ImageLimits,
  open: (source: EvaluationSource) => Promise<UnmatchedSet> = openSet,
): Evaluations {
  let current: UnderWay | null = null;
  const listeners: ((progress: EvaluationProgress) => void)[] = [];
  const tell = ({ id }: UnderWay, state: EvaluationState, progress: Progress) => {
    for (const listener of listeners) listener({ id, state, ...progress });
  };

  function start({ name, source, shownAs }: EvaluationRequest): number {
    if (current !== null) {
      throw new VigilError(
        'evaluation_running',
        `Evaluation ${current.id} is under way. Wait for it, or end it with POST /v1/evaluations/${current.id}/cancel.`,
      );
    }
    const { active } = detection.status();
    if (active === null) throw noModel(null);
    const { card, provider } = active;
    const { conf, iou } = shownAs;
    const head = { name, source, conf, iou, provider: provider.used, at: Date.now() };
    const id = store.beginEvaluation({ ...head, model: { id: card.id, name: card.name, version: card.version } });
    const abort = new AbortController();
    const underWay: UnderWay = { id, phase: { state: 'preparing' }, abort, ending: null, ended: Promise.resolve() };
    current = underWay;
    tell(underWay, 'preparing', { done: 0, total: 0 });
    log.info({ evaluation: id, name, source, model: card.id }, 'an evaluation begins');
    const plan = { model: card, shownAs, limits, openSet: () => open(source) };
    underWay.ended = runEvaluation(plan, detection, abort.signal, advanceOf(underWay))
      .then(
        (result) => finish(underWay, result),
        (error: unknown) => fail(underWay, error),
      )
      .then((state) => {
        current = null;
        tell(underWay, state, progressOf(underWay));
      });
    return id;
  }

  function advanceOf(underWay: UnderWay): (progress: Progress) => void {
    let written = Number.NEGATIVE_INFINITY;
    return (progress) => {
      underWay.phase = { state: 'running', progress };
      tell(underWay, 'running', progress);
      const now = Date.now();
      if (now - written < SIGN_OF_LIFE_MS) return;
      written = now;
      try {
        store.advanceEvaluation(underWay.id, 'running', progress, now);
      } catch (error) {
        log.warn({ err: error }, 'how far the evaluation is could not be stored');
      }
    };
  }

  function finish(underWay: UnderWay, result: EvaluationResult): EvaluationState {
    const { map50, map50_95 } = result;
    log.info({ evaluation: underWay.id, map50, map50_95 }, 'the evaluation is finished');
    write(underWay, { state: 'finished', progress: progressOf(underWay), error: null, result });
    return 'finished';
  }

  function fail(underWay: UnderWay, thrown: unknown): EvaluationState {
    const { ending } = underWay;
    const progress = progressOf(underWay);
    if (ending !== null) {
      log.info({ evaluation: underWay.id }, `the evaluation was ${ending}`);
      write(underWay, { state: ending, progress, error: null, result: null });
      return ending;
    }
    const error = VigilError.from(thrown);
    log.warn({ evaluation: underWay.id, err: thrown }, 'the evaluation failed');
    write(underWay, { state: 'failed', progress, error: error.toData(), result: null });
    return 'failed';
  }

  function write({ id }: UnderWay, end: EvaluationEnd): void {
    try {
      store.endEvaluation(id, end, Date.now());
    } catch (error) {
      log.error({ err: error, evaluation: id }, 'the end of an evaluation could not be stored');
    }
  }

  /** The row, with how far the one under way is now. One whose end could not be written is under way no more. */
  function live<Kept extends EvaluationSummary>(kept: Kept): Kept {
    if (kept.ended_at !== null) return kept;
    if (kept.id !== current?.id) return { ...kept, state: 'interrupted' };
    return { ...kept, state: current.phase.state, progress: progressOf(current) };
  }

  function get(id: number): Evaluation {
    const kept = store.getEvaluation(id);
    if (kept === null) throw noSuch(id);
    return live(kept);
  }

  function end(ending: NonNullable<UnderWay['ending']>): Promise<void> {
    if (current === null) return Promise.resolve();
    current.ending ??= ending;
    current.abort.abort();
    return current.ended;
  }

  return {
    start,
    get,
    list(query) {
      const { items, next_cursor } = store.listEvaluations(query);
      return { items: items.map(live), next_cursor, running: current?.id ?? null };
    },
    async cancel(id) {
      if (current?.id === id) await end('cancelled');
      const { result: _, ...summary } = get(id);
      return summary;
    },
    remove(id) {
      if (current?.id === id) {
        throw new VigilError(
          'evaluation_running',
          `Evaluation ${id} is under way. End it first with POST /v1/evaluations/${id}/cancel.`,
        );
      }
      if (!store.deleteEvaluation(id)) throw noSuch(id);
    },
    subscribe: (listener) => void listeners.push(listener),
    stop: () => end('interrupted'),
  };
}

function progressOf({ phase }: UnderWay): Progress {
  return phase.state === 'running' ? phase.progress : { done: 0, total: 0 };
}

const noSuch = (id: number) => new VigilError('not_found', `There is no evaluation ${id}, or it was deleted.`);
