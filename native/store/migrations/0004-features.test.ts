import { expect, it } from 'vitest';
import { createClasses } from '../classes.ts';
import { configure, connect } from '../connection.ts';
import { createItemReader, ITEM_COLUMNS, type ItemRow } from '../history-item.ts';
import { migrate } from '../migrate.ts';
import { createModels } from '../models.ts';
import { type Connection, loadSqlite } from '../runtime.ts';
import { createSamples } from '../samples.ts';
import { MIGRATIONS } from './index.ts';

/** A history of one result with two detections, by a Vigil that knew no features yet. */
function before(): Connection {
  const db = connect(loadSqlite(), ':memory:');
  configure(db);
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version < 4),
  );
  db.exec(`
    INSERT INTO models VALUES ('m', '{"id":"m","path":"/nowhere","classes":["person"]}', 0, 0);
    INSERT INTO model_runs (id, model_id, model_name, model_version, provider, started_at, load_ms)
      VALUES (1, 'm', 'name', '1', 'cpu', 0, 1);
    INSERT INTO classes (key, name) VALUES (1, 'person');
    INSERT INTO inferences (id, at, request_id, name, name_folded, width, height, model_run_id, conf, iou, max_score,
      detection_count, confidence, queue_ms, decode_ms, tensor_ms, inference_ms, postprocess_ms, total_ms)
      VALUES (7, 1000, 'r', 'n', 'n', 64, 48, 1, 0.25, 0.45, 0.9, 2, 0.7, 0, 0, 0, 0, 0, 0);
    INSERT INTO detections VALUES (7, 0, 1, 0, 0.9, 0, 0, 1, 1, 1000), (7, 1, 1, 0, 0.5, 0, 0, 1, 1, NULL);
  `);
  return db;
}

it('leaves what is not known of earlier results missing', () => {
  const db = before();
  migrate(db);
  const classes = createClasses(db);
  const row = db
    .prepare<[], ItemRow>(`SELECT ${ITEM_COLUMNS} FROM inferences i JOIN model_runs r ON r.id = i.model_run_id`)
    .get();
  if (row === undefined) throw new Error('The result is gone');
  const known = { detections: 2, confidence: 0.7, max_confidence: 0.9, class_counts: { person: 2 } };
  const unknown = { brightness: null, contrast: null, sharpness: null, saturation: null };
  expect(createItemReader(db, classes)(row).features).toEqual({
    ...known,
    ...unknown,
    mean_box_area: null,
    dominant_class: null,
    embedding_distance: null,
  });
  const samples = createSamples(db, classes)({ limit: 10 });
  expect(samples.ids).toEqual([7]);
  expect(samples.embeddings).toEqual([null]);
  expect(samples.features).toMatchObject({ brightness: [null], dominant_class: [null], class_counts: [{ person: 2 }] });
  db.close();
});

it('says of models loaded before that no embeddings were taken', () => {
  const db = before();
  migrate(db);
  expect(createModels(db).get('m')).toMatchObject({ classes: ['person'], embedding: null });
  db.close();
});

it('deletes the embedding of a result with it', () => {
  const db = before();
  migrate(db);
  db.exec("INSERT INTO embeddings VALUES (7, x'0000803f'); DELETE FROM inferences");
  expect(db.prepare('SELECT count(*) FROM embeddings').pluck().get()).toBe(0);
  db.close();
});
