import { expect, it } from 'vitest';
import { configure, connect } from '../connection.ts';
import { createFacets } from '../facets.ts';
import { migrate } from '../migrate.ts';
import { loadSqlite } from '../runtime.ts';
import { MIGRATIONS } from './index.ts';

it('counts the results that are already there, and goes on from there', () => {
  const db = connect(loadSqlite(), ':memory:');
  configure(db);
  migrate(db, MIGRATIONS.slice(0, 1));
  const result = (id: number, source: string | null) =>
    db
      .prepare(
        `INSERT INTO inferences VALUES (?, ?, 'r', 'n', 'n', ?, 1, 1, 1, 0.25, 0.45, 0.9, 1, 0.9, 0, 0, 0, 0, 0, 0)`,
      )
      .run(id, id * 1_000, source);
  db.exec(`
    INSERT INTO models VALUES ('m', '{}', 0, 0);
    INSERT INTO model_runs VALUES (1, 'm', 'name', '1', 'cpu', 0, NULL, 1, 3, 3000);
    INSERT INTO classes VALUES (1, 'person'), (2, 'bus'), (3, 'dog');
  `);
  result(1, 'gate');
  result(2, 'gate');
  result(3, null);
  // A person twice in one result counts once: only the best of a class carries its time.
  db.exec(`
    INSERT INTO detections VALUES (1, 0, 1, 0, 0.9, 0, 0, 1, 1, 1000), (1, 1, 1, 0, 0.8, 0, 0, 1, 1, NULL),
      (2, 0, 1, 0, 0.9, 0, 0, 1, 1, 2000), (3, 0, 2, 1, 0.9, 0, 0, 1, 1, 3000);
  `);
  migrate(db);
  const facets = createFacets(db);
  expect(facets()).toEqual({
    count: 3,
    oldest: '1970-01-01T00:00:01.000Z',
    newest: '1970-01-01T00:00:03.000Z',
    sources: [{ source: 'gate', count: 2 }],
    classes: [
      { class: 'person', count: 2 },
      { class: 'bus', count: 1 },
    ],
    models: [{ id: 'm', name: 'name', version: '1', count: 3 }],
  });
  db.exec('DELETE FROM inferences WHERE id = 1');
  expect(facets()).toMatchObject({
    count: 2,
    sources: [{ source: 'gate', count: 1 }],
    classes: [
      { class: 'bus', count: 1 },
      { class: 'person', count: 1 },
    ],
  });
  db.close();
});
