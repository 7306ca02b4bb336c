import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { DASHBOARDS } from './all.ts';
import { dashboardJson } from './panels.ts';
import { expressionsOf, metricsIn } from './queries.ts';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'monitoring/grafana/dashboards');
const PROMTOOL = '/usr/bin/promtool';
/** What Prometheus makes itself. */
const OWN = ['up', 'ALERTS'];

const Aliases = z.object({ groups: z.array(z.object({ rules: z.array(z.object({ record: z.string() })) })) });

/** Every name that a query may ask: what docs/metrics.md lists, which a test holds to the registry, and the recorded ones. */
function known(): Set<string> {
  const names = new Set(OWN);
  const docs = readFileSync(join(ROOT, 'docs/metrics.md'), 'utf8');
  for (const [, name = '', type] of docs.matchAll(/^\| `(\w+)` \| (\w+) \|/gm)) {
    names.add(name);
    if (type === 'histogram') for (const part of ['bucket', 'sum', 'count']) names.add(`${name}_${part}`);
  }
  const recording = join(ROOT, 'monitoring/prometheus/recording/aliases.yml');
  const { groups } = Aliases.parse(parse(readFileSync(recording, 'utf8')));
  for (const { record } of groups.flatMap(({ rules }) => rules)) names.add(record);
  return names;
}

describe('the dashboards of Grafana', () => {
  it('are those that their tables make; `npm run dashboards` writes them anew', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(DASHBOARDS.map(({ uid }) => `${uid}.json`).sort());
    for (const dashboard of DASHBOARDS) {
      const written: unknown = JSON.parse(readFileSync(join(FOLDER, `${dashboard.uid}.json`), 'utf8'));
      expect(written).toEqual(JSON.parse(JSON.stringify(dashboardJson(dashboard))));
    }
  });

  it('fill rows of 24 columns', () => {
    for (const { uid, rows } of DASHBOARDS) {
      for (const row of rows) expect([uid, row.reduce((sum, { width }) => sum + width, 0)]).toEqual([uid, 24]);
    }
  });

  it('ask for nothing that the console does not serve', () => {
    const names = known();
    expect(names.size).toBeGreaterThan(80);
    const unknown = DASHBOARDS.flatMap((dashboard) =>
      expressionsOf(dashboard).flatMap(({ panel, expr }) =>
        metricsIn(expr)
          .filter((name) => !names.has(name))
          .map((name) => `${dashboard.uid}, ${panel}: ${name}`),
      ),
    );
    expect(unknown).toEqual([]);
  });

  it.each([
    ['sum by (a, b) (rate(x_total{status=~"5.."}[5m])) / on(a) y', ['x_total', 'y']],
    ['histogram_quantile(0.95, sum by (le) (rate(z_bucket[5m]))) > bool 1', ['z_bucket']],
    ['a - b or vector(0)', ['a', 'b']],
  ])('are read for their metrics: %s', (expr, names) => {
    expect(metricsIn(expr)).toEqual(names);
  });

  it.skipIf(!existsSync(PROMTOOL))('have queries that Prometheus can read', () => {
    const rules = DASHBOARDS.flatMap(expressionsOf).map(({ expr }, at) => ({ record: `query:${at}`, expr }));
    const folder = mkdtempSync(join(tmpdir(), 'vigil-queries-'));
    try {
      const file = join(folder, 'queries.yml');
      writeFileSync(file, stringify({ groups: [{ name: 'queries', rules }] }));
      expect(execFileSync(PROMTOOL, ['check', 'rules', file], { encoding: 'utf8' })).toContain('SUCCESS');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
