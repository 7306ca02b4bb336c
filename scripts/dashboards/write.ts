/** Writes monitoring/grafana/dashboards from the tables beside this file: `npm run dashboards`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DASHBOARDS } from './all.ts';
import { dashboardJson } from './panels.ts';

const FOLDER = join(import.meta.dirname, '../../monitoring/grafana/dashboards');

for (const dashboard of DASHBOARDS) {
  writeFileSync(join(FOLDER, `${dashboard.uid}.json`), `${JSON.stringify(dashboardJson(dashboard), null, 2)}\n`);
}
