import type { Connection } from '../runtime.ts';

/** Of the console itself: what is sampled. */
export const CONSOLE = 1;
/** All results together. */
export const ALL = 2;

/**
 * Sources are free texts of callers, so that there may be one for each result: so many new ones a day have roll-ups of
 * their own, results of others are in those of their model without a source.
 */
const NEW_SOURCES_A_DAY = 50;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Which roll-ups the results of a model and a source are in. */
export interface Groups {
  /** Made where it is new; inside the transaction that uses it. */
  keyOf(modelId: string | null, source: string | null): number;
  /** Those of a model, of a source, of both; all results together where neither is asked for. */
  matching(modelId: string | undefined, source: string | undefined): number[];
  /** Entries in memory, 1,001 at most. */
  size(): number;
  /** After a rollback, since a key handed out inside it may not exist. */
  forget(): void;
}

export function createGroups(db: Connection, now: () => number): Groups {
  const find = db
    .prepare<[string | null, string | null], number>(
      `SELECT key FROM series_groups WHERE model_id IS ? AND source IS ? AND key > ${ALL}`,
    )
    .pluck();
  const insert = db.prepare<[string | null, string | null]>(
    'INSERT INTO series_groups (model_id, source) VALUES (?, ?)',
  );
  const match = db
    .prepare<[string | null, string | null], number>(
      `SELECT key FROM series_groups WHERE key > ${ALL} AND model_id IS coalesce(?, model_id)
         AND source IS coalesce(?, source)`,
    )
    .pluck();
  const keys = new Map<string, number>();
  let day = 0;
  let newSources = 0;

  function create(modelId: string | null, source: string | null): number {
    const today = Math.floor(now() / DAY_MS);
    if (today !== day) [day, newSources] = [today, 0];
    if (source !== null && ++newSources > NEW_SOURCES_A_DAY) return keyOf(modelId, null);
    return Number(insert.run(modelId, source).lastInsertRowid);
  }

  function keyOf(modelId: string | null, source: string | null): number {
    const name = JSON.stringify([modelId, source]);
    const known = keys.get(name) ?? find.get(modelId, source);
    if (known !== undefined) {
      if (keys.size > 1_000) keys.clear();
      keys.set(name, known);
      return known;
    }
    return create(modelId, source);
  }

  return {
    keyOf,
    matching(modelId, source) {
      if (modelId === undefined && source === undefined) return [ALL];
      return match.all(modelId ?? null, source ?? null);
    },
    size: () => keys.size,
    forget: () => keys.clear(),
  };
}
