import type { Facets } from '../contract/http/history-actions.ts';
import type { Connection } from './runtime.ts';

/** Sources are free texts of callers, so that there may be one for each result: the most used are answered. */
const MAX_SOURCES = 500;

interface ModelFacetRow {
  id: string;
  name: string;
  version: string;
  count: number;
}

/** Reads the counters that migration 0002 keeps: as fast at a million results as at one. */
export function createFacets(db: Connection): () => Facets {
  const sources = db.prepare<[], { source: string; count: number }>(
    `SELECT source, results AS count FROM sources ORDER BY results DESC, source LIMIT ${MAX_SOURCES}`,
  );
  const classes = db.prepare<[], { class: string; count: number }>(
    'SELECT name AS class, results AS count FROM classes WHERE results > 0 ORDER BY results DESC, name',
  );
  // The bare columns of a group come from the row of its max(): https://www.sqlite.org/lang_select.html#bareagg
  const models = db.prepare<[], ModelFacetRow & { newest_run: number }>(
    `SELECT model_id AS id, model_name AS name, model_version AS version, sum(images) AS count, max(id) AS newest_run
       FROM model_runs WHERE images > 0 GROUP BY model_id ORDER BY count DESC, newest_run DESC`,
  );
  const end = (direction: 'ASC' | 'DESC') =>
    db
      .prepare<[], number>(
        `SELECT at FROM inferences INDEXED BY inferences_newest WHERE deletion_key IS NULL
           ORDER BY at ${direction}, id ${direction} LIMIT 1`,
      )
      .pluck();
  const oldest = end('ASC');
  const newest = end('DESC');
  const iso = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());

  return () => {
    const byModel = models.all();
    return {
      count: byModel.reduce((sum, { count }) => sum + count, 0),
      oldest: iso(oldest.get()),
      newest: iso(newest.get()),
      sources: sources.all(),
      classes: classes.all(),
      models: byModel.map(({ id, name, version, count }) => ({ id, name, version, count })),
    };
  };
}
