import { expect, it } from 'vitest';
import { configure, connect } from '../connection.ts';
import { createGuard } from '../failures.ts';
import { migrate } from '../migrate.ts';
import { type Connection, loadSqlite } from '../runtime.ts';
import { createSeries } from '../series/series.ts';
import { MIGRATIONS } from './index.ts';

const NOW = 1_000_000_000;

function before(): Connection {
  const db = connect(loadSqlite(), ':memory:');
  configure(db);
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version < 6),
  );
  return db;
}

const seriesOf = (db: Connection) =>
  createSeries(db, createGuard('/nowhere', { written() {}, damaged() {} }), () => NOW);

it('rolls up the results that are already there, in small steps, each once', () => {
  const db = before();
  db.exec(`
    INSERT INTO models VALUES ('m', '{}', 0, 0);
    INSERT INTO model_runs (id, model_id, model_name, model_version, provider, started_at, load_ms)
      VALUES (1, 'm', 'name', '1', 'cpu', 0, 1);
  `);
  const insert = db.prepare(
    `INSERT INTO inferences (id, at, request_id, name, name_folded, source, width, height, model_run_id, conf, iou,
       detection_count, confidence, queue_ms, decode_ms, tensor_ms, inference_ms, postprocess_ms, total_ms)
     VALUES (?, ?, 'r', 'n', 'n', 'gate', 64, 48, 1, 0.25, 0.45, 2, 0.75, 0, 0, 0, 7, 0, 9)`,
  );
  // With the gaps that retention leaves; an hour of them, the last one now.
  for (let id = 3; id <= 1_500; id += 3) insert.run(id, NOW - (1_500 - id) * 2_400);
  migrate(db);
  const series = seriesOf(db);
  series.begin();
  const span = { from: NOW - 3_600_000, to: NOW + 1, points: 2_000 };
  expect(series.query({ metric: 'latency_ms', ...span }).total).toBeNull();
  let steps = 1;
  while (series.catchUp()) {
    steps++;
    // The newest come first, for they are looked at first.
    expect(series.query({ metric: 'latency_ms', ...span }).buckets.at(-1)?.t).toBe(new Date(NOW).toISOString());
  }
  expect(steps).toBeGreaterThan(3);
  const total = { count: 500, min: 9, mean: 9, max: 9 };
  expect(series.query({ metric: 'latency_ms', ...span }).total).toMatchObject(total);
  expect(series.query({ metric: 'latency_ms', ...span, model: 'm', source: 'gate' }).total).toMatchObject(total);
  expect(series.query({ metric: 'confidence', ...span }).total).toMatchObject({ count: 500, p99: 0.75 });
  expect(series.query({ metric: 'brightness', ...span }).total).toBeNull();
  expect(series.catchUp()).toBe(false);
  db.close();
});

it('has nothing to do in an empty history', () => {
  const db = before();
  migrate(db);
  const series = seriesOf(db);
  series.begin();
  expect(series.catchUp()).toBe(false);
  db.close();
});
