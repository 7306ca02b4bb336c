import { expect, it } from 'vitest';
import { createAlerts } from '../alerts.ts';
import { configure, connect } from '../connection.ts';
import { migrate } from '../migrate.ts';
import { loadSqlite } from '../runtime.ts';
import { MIGRATIONS } from './index.ts';

it('leaves the silences that are there as made here and known to nobody else', () => {
  const db = connect(loadSqlite(), ':memory:');
  configure(db);
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version < 9),
  );
  db.exec(`INSERT INTO silences (matchers, comment, author, starts_at, ends_at)
             VALUES ('{"name":"HighPSI"}', 'lamp', NULL, 1, 2), ('{"component":"drift"}', '', 'Ada', 3, 4)`);
  migrate(db);
  const alerts = createAlerts(db);
  const made = { source: 'vigil', there: null } as const;
  expect(alerts.silences()).toEqual([
    { id: 2, ...made, matchers: { component: 'drift' }, comment: '', author: 'Ada', starts_at: 3, ends_at: 4 },
    { id: 1, ...made, matchers: { name: 'HighPSI' }, comment: 'lamp', author: null, starts_at: 1, ends_at: 2 },
  ]);
  db.close();
});
