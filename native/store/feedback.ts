import { VigilError } from '../contract/errors.ts';
import type { FeedbackBody, FeedbackFilter, FeedbackMark, FeedbackVerdict } from '../contract/http/feedback.ts';
import type { Connection } from './runtime.ts';
import type { FeedbackCounts } from './types.ts';

/** Places of `feedback.detection_index` that are no detection. */
const WHOLE = -1;
const MISSED = -2;

/** What of `inferences.feedback` a filter asks for. */
export const FEEDBACK_BITS: Readonly<Record<Exclude<FeedbackFilter, 'none'>, number>> = {
  right: 1,
  wrong: 2,
  missed: 4,
  any: 7,
};

export interface Feedback {
  /** On the whole first, then by detection, then what was missed by class. */
  of(inferenceId: number): FeedbackMark[];
  /**
   * Keeps, replaces or takes back what is said of a result, one of its detections, or what was missed. Answers whether
   * there is such a result; throws `invalid_parameter` where it has no such detection.
   */
  set(inferenceId: number, body: FeedbackBody, at: number): boolean;
  /** Over the visible results of a model, by class name. */
  count(modelId: string): FeedbackCounts;
}

interface MarkRow {
  detection_index: number;
  missed_class: string;
  verdict: FeedbackVerdict;
  true_class: string | null;
  count: number;
  note: string | null;
  at: number;
}

function toMark({ detection_index, missed_class, true_class, at, ...row }: MarkRow): FeedbackMark {
  return {
    verdict: row.verdict,
    detection_index: detection_index < 0 ? null : detection_index,
    class: missed_class === '' ? true_class : missed_class,
    count: row.count,
    note: row.note,
    at: new Date(at).toISOString(),
  };
}

export function createFeedback(db: Connection): Feedback {
  const select = db.prepare<[number], MarkRow>(
    `SELECT detection_index, missed_class, verdict, true_class, count, note, at FROM feedback WHERE inference_id = ?
       ORDER BY detection_index = ${MISSED}, detection_index, missed_class`,
  );
  const findResult = db
    .prepare<[number], number>('SELECT detection_count FROM inferences WHERE id = ? AND deletion_key IS NULL')
    .pluck();
  const put = db.prepare<[number, number, string, string, string | null, number, string | null, number]>(
    `INSERT OR REPLACE INTO feedback
       (inference_id, detection_index, missed_class, verdict, true_class, count, note, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = db.prepare<[number, number, string]>(
    'DELETE FROM feedback WHERE inference_id = ? AND detection_index = ? AND missed_class = ?',
  );
  const summarise = db.prepare<[number, number]>(
    `UPDATE inferences SET feedback = coalesce((
       SELECT max(verdict = 'right') + 2 * max(verdict = 'wrong') + 4 * max(verdict = 'missed')
         FROM feedback WHERE inference_id = ?), 0) WHERE id = ?`,
  );
  const counting = prepareCounting(db);

  const set = db.transaction((id: number, body: FeedbackBody, at: number): boolean => {
    const detections = findResult.get(id);
    if (detections === undefined) return false;
    const { verdict, detection_index, class: name, count = 1, note } = body;
    if (detection_index !== undefined && detection_index >= detections) {
      throw new VigilError(
        'invalid_parameter',
        `detection_index: result ${id} has ${detections} detections, counted from 0; there is no ${detection_index}.`,
      );
    }
    const isMissed = verdict === 'missed' || (verdict === null && name !== undefined);
    const place = isMissed ? MISSED : (detection_index ?? WHOLE);
    const missedClass = isMissed ? (name ?? '') : '';
    if (verdict === null) remove.run(id, place, missedClass);
    else put.run(id, place, missedClass, verdict, isMissed ? null : (name ?? null), count, note || null, at);
    summarise.run(id, id);
    return true;
  });

  return {
    of: (id) => select.all(id).map(toMark),
    set: (id, body, at) => set.immediate(id, body, at),
    count: (modelId) => counting(modelId),
  };
}

function prepareCounting(db: Connection): (modelId: string) => FeedbackCounts {
  const RESULTS = `inferences i INDEXED BY inferences_feedback CROSS JOIN model_runs r ON r.id = i.model_run_id`;
  const OF_MODEL = `i.feedback <> 0 AND i.deletion_key IS NULL AND r.model_id = ?`;
  const results = db.prepare<[string], number>(`SELECT count(*) FROM ${RESULTS} WHERE ${OF_MODEL}`).pluck();
  // What is said of a detection goes before what is said of the whole.
  const judged = db.prepare<[string], { class_name: string; verdict: 'right' | 'wrong'; count: number }>(
    `SELECT c.name AS class_name, coalesce(one.verdict, whole.verdict) AS verdict, count(*) AS count
       FROM ${RESULTS}
       CROSS JOIN detections d ON d.inference_id = i.id
       CROSS JOIN classes c ON c.key = d.class_key
       LEFT JOIN feedback one
         ON one.inference_id = i.id AND one.detection_index = d.ord AND one.missed_class = ''
       LEFT JOIN feedback whole
         ON whole.inference_id = i.id AND whole.detection_index = ${WHOLE} AND whole.missed_class = ''
       WHERE ${OF_MODEL} AND coalesce(one.verdict, whole.verdict) IS NOT NULL
       GROUP BY 1, 2`,
  );
  // A detection that is really of another class is one of that class that was missed.
  const missed = db.prepare<[string], { class_name: string | null; count: number }>(
    `SELECT nullif(coalesce(f.true_class, f.missed_class), '') AS class_name, sum(f.count) AS count
       FROM ${RESULTS} CROSS JOIN feedback f ON f.inference_id = i.id
       WHERE ${OF_MODEL} AND (f.detection_index = ${MISSED} OR f.true_class IS NOT NULL)
       GROUP BY 1`,
  );

  return (modelId) => {
    const byClass = new Map<string, { right: number; wrong: number; missed: number }>();
    const of = (name: string) => {
      const counts = byClass.get(name) ?? { right: 0, wrong: 0, missed: 0 };
      byClass.set(name, counts);
      return counts;
    };
    let missedUnnamed = 0;
    for (const { class_name, verdict, count } of judged.all(modelId)) of(class_name)[verdict] = count;
    for (const { class_name, count } of missed.all(modelId)) {
      if (class_name === null) missedUnnamed = count;
      else of(class_name).missed = count;
    }
    return { results: results.get(modelId) ?? 0, by_class: byClass, missed_unnamed: missedUnnamed };
  };
}
