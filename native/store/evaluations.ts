import { z } from 'zod';
import { ErrorData, VigilError } from '../contract/errors.ts';
import {
  ClassFigures,
  type Evaluation,
  type EvaluationListQuery,
  EvaluationResult,
  EvaluationSource,
  EvaluationState,
  type EvaluationSummary,
} from '../contract/http/evaluations.ts';
import type { ProviderName } from '../contract/provider.ts';
import type { Connection } from './runtime.ts';
import type { EvaluationEnd, MeasuredAccuracy, NewEvaluation } from './types.ts';

export interface Evaluations {
  begin(evaluation: NewEvaluation): number;
  /** A sign of life, with how far it is. */
  progress(id: number, state: EvaluationState, progress: EvaluationSummary['progress'], at: number): void;
  end(id: number, end: EvaluationEnd, at: number): void;
  /** Ends those that a killed process left under way, at their last sign of life. */
  endAbandoned(): void;
  get(id: number): Evaluation | null;
  list(query: EvaluationListQuery): { items: EvaluationSummary[]; next_cursor: number | null };
  /** Answers whether there was such a one; it need not be readable. */
  remove(id: number): boolean;
  /** Id of the newest one of a model that has finished; null where there is none. */
  latestOf(modelId: string): number | null;
  accuracy(id: number): MeasuredAccuracy | null;
}

interface Row {
  id: number;
  name: string;
  state: string;
  source: string;
  model_id: string;
  model_name: string;
  model_version: string;
  provider: ProviderName;
  conf: number;
  iou: number;
  started_at: number;
  ended_at: number | null;
  done: number;
  total: number;
  error: string | null;
  objects: number | null;
  map50: number | null;
  map50_95: number | null;
  precision: number | null;
  recall: number | null;
  f1: number | null;
}

const COLUMNS = `id, name, state, source, model_id, model_name, model_version, provider, conf, iou, started_at, ended_at, done,
  total, error, objects, map50, map50_95, precision, recall, f1`;

const iso = (at: number) => new Date(at).toISOString();

/** What JSON in a row says. Throws `storage_failed`: the row was written by another version, or by hand. */
function readJson<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  id: number,
  column: string,
): z.output<Schema> {
  const parsed = z
    .string()
    .transform((json, context): unknown => {
      try {
        return JSON.parse(json);
      } catch {
        context.addIssue('is no JSON');
        return z.NEVER;
      }
    })
    .pipe(schema)
    .safeParse(text);
  if (parsed.success) return parsed.data as z.output<Schema>;
  throw new VigilError(
    'storage_failed',
    `Evaluation ${id} cannot be read: its ${column} is not as this Vigil writes it. Delete it with DELETE /v1/evaluations/${id}.`,
    { cause: parsed.error },
  );
}

function toSummary(row: Row): EvaluationSummary {
  const { id, objects, map50, map50_95, precision, recall, f1 } = row;
  return {
    id,
    name: row.name,
    state: EvaluationState.catch('failed').parse(row.state),
    source: readJson(EvaluationSource, row.source, id, 'source'),
    model: { id: row.model_id, name: row.model_name, version: row.model_version },
    provider: row.provider,
    conf: row.conf,
    iou: row.iou,
    started_at: iso(row.started_at),
    ended_at: row.ended_at === null ? null : iso(row.ended_at),
    progress: { done: row.done, total: row.total },
    error: row.error === null ? null : readJson(ErrorData, row.error, id, 'error'),
    figures:
      objects === null || map50 === null || map50_95 === null
        ? null
        : { images: row.done, objects, map50, map50_95, precision, recall, f1 },
  };
}

export function createEvaluations(db: Connection): Evaluations {
  const insert = db.prepare<(string | number)[]>(
    `INSERT INTO evaluations (name, state, source, model_id, model_name, model_version, provider, conf, iou, started_at, seen_at)
     VALUES (?, 'preparing', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const advance = db.prepare<[string, number, number, number, number]>(
    'UPDATE evaluations SET state = ?, done = ?, total = ?, seen_at = ? WHERE id = ?',
  );
  const finish = db.prepare<(string | number | null)[]>(
    `UPDATE evaluations SET state = ?, done = ?, total = ?, ended_at = ?, error = ?, objects = ?, map50 = ?, map50_95 = ?,
       precision = ?, recall = ?, f1 = ?, per_class = ?, result = ? WHERE id = ?`,
  );
  const endAbandoned = db.prepare(
    "UPDATE evaluations SET state = 'interrupted', ended_at = seen_at WHERE state IN ('preparing', 'running')",
  );
  const select = db.prepare<[number], Row & { result: string | null }>(
    `SELECT ${COLUMNS}, result FROM evaluations WHERE id = ?`,
  );
  const page = db.prepare<[number, string | null, number], Row>(
    `SELECT ${COLUMNS} FROM evaluations WHERE id < ? AND coalesce(model_id = ?, TRUE) ORDER BY id DESC LIMIT ?`,
  );
  const remove = db.prepare<[number]>('DELETE FROM evaluations WHERE id = ?');
  const latest = db
    .prepare<[string], number | null>("SELECT max(id) FROM evaluations WHERE model_id = ? AND state = 'finished'")
    .pluck();
  const selectAccuracy = db.prepare<[number], { map50: number; per_class: string }>(
    'SELECT map50, per_class FROM evaluations WHERE id = ? AND per_class IS NOT NULL',
  );

  return {
    begin({ name, source, model, provider, conf, iou, at }) {
      const { lastInsertRowid } = insert.run(
        ...[name, JSON.stringify(source), model.id, model.name, model.version, provider, conf, iou, at, at],
      );
      return Number(lastInsertRowid);
    },
    progress(id, state, { done, total }, at) {
      advance.run(state, done, total, at, id);
    },
    end(id, { state, progress, error, result }, at) {
      const seen = result?.at_threshold;
      finish.run(
        ...[state, progress.done, progress.total, at],
        error === null ? null : JSON.stringify(error),
        ...[result?.objects ?? null, result?.map50 ?? null, result?.map50_95 ?? null],
        ...[seen?.precision ?? null, seen?.recall ?? null, seen?.f1 ?? null],
        result === null ? null : JSON.stringify(result.per_class),
        result === null ? null : JSON.stringify(result),
        id,
      );
    },
    endAbandoned() {
      endAbandoned.run();
    },
    get(id) {
      const row = select.get(id);
      if (row === undefined) return null;
      const result = row.result === null ? null : readJson(EvaluationResult, row.result, id, 'result');
      return { ...toSummary(row), result };
    },
    list({ limit, cursor = Number.MAX_SAFE_INTEGER, model = null }) {
      const rows = page.all(cursor, model, limit + 1);
      const items = rows.slice(0, limit).map(toSummary);
      return { items, next_cursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    remove: (id) => remove.run(id).changes === 1,
    latestOf: (modelId) => latest.get(modelId) ?? null,
    accuracy(id) {
      const row = selectAccuracy.get(id);
      if (row === undefined) return null;
      const classes = readJson(z.array(ClassFigures), row.per_class, id, 'per_class');
      return {
        map50: row.map50,
        classes: classes.map(({ class_id, class_name, ap50 }) => ({ class_id, class_name, ap50 })),
      };
    },
  };
}
