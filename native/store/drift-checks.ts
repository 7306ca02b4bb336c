import type { DriftHistoryPoint } from '../contract/http/drift.ts';
import type { DriftCheckRow, DriftRecords } from './drift-types.ts';
import type { Connection } from './runtime.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const KEPT_DAYS = 90;

type CheckRow = Omit<DriftCheckRow, 'features' | 'dataset_drift'> & { features: string; dataset_drift: 0 | 1 };

/** What was found when, and the hourly figures. */
export function createDriftChecks(
  db: Connection,
): Pick<DriftRecords, 'addCheck' | 'history' | 'addStatistics' | 'statistics' | 'thin'> {
  const insert = db.prepare(
    `INSERT INTO drift_checks (at, version, end, dataset_drift, drift_share, num_drifted_features, num_features,
       embedding_distance, features) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const select = db.prepare<[number, number], CheckRow>(
    'SELECT * FROM drift_checks WHERE at BETWEEN ? AND ? ORDER BY at, id',
  );
  const upsertStatistics = db.prepare<[number, string]>(
    'INSERT OR REPLACE INTO drift_statistics (at, features) VALUES (?, ?)',
  );
  const selectStatistics = db.prepare<[number, number, number], { at: number; features: string }>(
    'SELECT at, features FROM drift_statistics WHERE at BETWEEN ? AND ? ORDER BY at DESC LIMIT ?',
  );
  const thinChecks = db.prepare<[number, number]>(
    `DELETE FROM drift_checks WHERE at < ? AND id NOT IN (
       SELECT id FROM (SELECT id, max(drift_share) FROM drift_checks WHERE at < ? GROUP BY at / ${MINUTE}))`,
  );
  const dropChecks = db.prepare<[number]>('DELETE FROM drift_checks WHERE at < ?');
  const dropStatistics = db.prepare<[number]>('DELETE FROM drift_statistics WHERE at < ?');

  return {
    addCheck(check) {
      insert.run(
        check.at,
        check.version,
        check.end,
        check.dataset_drift ? 1 : 0,
        check.drift_share,
        check.num_drifted_features,
        check.num_features,
        check.embedding_distance,
        JSON.stringify(check.features),
      );
    },
    history({ from, to }, points) {
      const width = Math.max(1, Math.ceil((to - from + 1) / points));
      const buckets = new Map<number, DriftHistoryPoint>();
      for (const row of select.iterate(from, to)) {
        const bucket = Math.floor((row.at - from) / width);
        const known = buckets.get(bucket);
        buckets.set(bucket, known === undefined ? firstOf(row) : joined(known, firstOf(row)));
      }
      return [...buckets.values()];
    },
    addStatistics(at, features) {
      upsertStatistics.run(at, JSON.stringify(features));
    },
    statistics: ({ from, to }, limit) =>
      selectStatistics
        .all(from, to, limit)
        .reverse()
        .map(({ at, features }) => ({ at, features: JSON.parse(features) })),
    thin: db.transaction((now: number) => {
      dropChecks.run(now - KEPT_DAYS * DAY);
      dropStatistics.run(now - KEPT_DAYS * DAY);
      thinChecks.run(now - DAY, now - DAY);
    }),
  };
}

function firstOf(row: CheckRow): DriftHistoryPoint {
  const features: DriftCheckRow['features'] = JSON.parse(row.features);
  return {
    t: new Date(row.at).toISOString(),
    checks: 1,
    drift_share: row.drift_share,
    dataset_drift: row.dataset_drift === 1,
    embedding_distance: row.embedding_distance,
    scores: Object.fromEntries(Object.entries(features).map(([name, { score }]) => [name, score])),
    effects: Object.fromEntries(Object.entries(features).map(([name, { effect }]) => [name, effect])),
  };
}

const larger = (a: number | null | undefined, b: number | null | undefined) =>
  a == null ? (b ?? null) : b == null ? a : Math.max(a, b);

function largest(a: DriftHistoryPoint['scores'], b: DriftHistoryPoint['scores']): DriftHistoryPoint['scores'] {
  return Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((name) => [name, larger(a[name], b[name])]),
  );
}

/** A point of several checks stands at the time of the last one, and for the most drift of any. */
function joined(a: DriftHistoryPoint, b: DriftHistoryPoint): DriftHistoryPoint {
  return {
    t: b.t,
    checks: a.checks + b.checks,
    drift_share: larger(a.drift_share, b.drift_share),
    dataset_drift: a.dataset_drift === true || b.dataset_drift === true,
    embedding_distance: larger(a.embedding_distance, b.embedding_distance),
    scores: largest(a.scores, b.scores),
    effects: largest(a.effects, b.effects),
  };
}
