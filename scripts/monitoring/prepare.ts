import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSeq, parseDocument, stringify } from 'yaml';

const MONITORING = join(import.meta.dirname, '../../monitoring');

export interface StackOptions {
  /** Host and port of each console. */
  consoles: readonly string[];
  prometheusPort: number;
  alertmanagerPort: number;
  /** How often is scraped and judged, as Prometheus writes it: `15s`. */
  interval: string;
  /** Also to a store behind this address, such as `http://127.0.0.1:8428/api/v1/write`. */
  remoteWrite?: string;
}

export interface PreparedStack {
  prometheusConfig: string;
  alertmanagerConfig: string;
}

/**
 * Writes what Prometheus and Alertmanager run with into a folder: the files of monitoring/ with other addresses, and the
 * receivers that the environment names.
 */
export function prepareStack(folder: string, options: StackOptions, environment: NodeJS.ProcessEnv): PreparedStack {
  const prometheus = join(folder, 'prometheus');
  mkdirSync(folder, { recursive: true });
  cpSync(join(MONITORING, 'prometheus'), prometheus, { recursive: true });
  const prometheusConfig = join(prometheus, 'prometheus.yml');
  const document = parseDocument(readFileSync(prometheusConfig, 'utf8'));
  const at = (...path: (string | number)[]) => path;
  document.setIn(at('global', 'scrape_interval'), options.interval);
  document.setIn(at('global', 'evaluation_interval'), options.interval);
  document.setIn(at('alerting', 'alertmanagers', 0, 'static_configs', 0, 'targets'), [
    `127.0.0.1:${options.alertmanagerPort}`,
  ]);
  document.setIn(at('scrape_configs', 1, 'static_configs', 0, 'targets'), [`127.0.0.1:${options.prometheusPort}`]);
  if (options.remoteWrite !== undefined) document.set('remote_write', [{ url: options.remoteWrite }]);
  writeFileSync(prometheusConfig, document.toString());
  writeFileSync(join(prometheus, 'targets/vigil.yml'), stringify([{ targets: options.consoles }]));
  // A group's own interval holds against the global one.
  const rules = join(prometheus, 'rules');
  for (const file of readdirSync(rules)) judgeEvery(options.interval, join(rules, file));

  const alertmanagerConfig = join(folder, 'alertmanager.yml');
  const rendered = execFileSync('sh', [join(MONITORING, 'alertmanager/render.sh')], { env: environment });
  // Secrets stand in it.
  writeFileSync(alertmanagerConfig, rendered, { mode: 0o600 });
  return { prometheusConfig, alertmanagerConfig };
}

function judgeEvery(interval: string, file: string): void {
  const document = parseDocument(readFileSync(file, 'utf8'));
  const groups = document.get('groups');
  if (isSeq(groups)) for (const at of groups.items.keys()) document.setIn(['groups', at, 'interval'], interval);
  writeFileSync(file, document.toString());
}
