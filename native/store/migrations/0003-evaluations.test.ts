import { expect, it } from 'vitest';
import { configure, connect } from '../connection.ts';
import { createFeedback } from '../feedback.ts';
import { migrate } from '../migrate.ts';
import { loadSqlite } from '../runtime.ts';
import { MIGRATIONS } from './index.ts';

it('leaves the results that are there without feedback, and open for some', () => {
  const db = connect(loadSqlite(), ':memory:');
  configure(db);
  migrate(db, MIGRATIONS.slice(0, 2));
  db.exec(`
    INSERT INTO models VALUES ('m', '{}', 0, 0);
    INSERT INTO model_runs (id, model_id, model_name, model_version, provider, started_at, load_ms)
      VALUES (1, 'm', 'name', '1', 'cpu', 0, 1);
    INSERT INTO inferences (at, request_id, name, name_folded, width, height, model_run_id, conf, iou, detection_count,
        queue_ms, decode_ms, tensor_ms, inference_ms, postprocess_ms, total_ms)
      VALUES (5, 'r', 'n', 'n', 1, 1, 1, 0.25, 0.45, 0, 0, 0, 0, 0, 0, 0);
  `);
  migrate(db);
  const feedback = createFeedback(db);
  expect(feedback.of(1)).toEqual([]);
  expect(feedback.count('m').results).toBe(0);
  expect(feedback.set(1, { verdict: 'missed', class: 'dog' }, 9)).toBe(true);
  expect(feedback.count('m')).toMatchObject({ results: 1 });
  db.close();
});
