/**
 * Writes all that is made from the alert rules: rule files and their tests for Prometheus, inhibition for Alertmanager,
 * runbooks, the tables of rules and of inhibition.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inhibitionTable, inhibitRules } from '../native/alerts/generate/inhibition.ts';
import { ruleTable, runbookIndex, runbookPage } from '../native/alerts/generate/pages.ts';
import { ruleFile } from '../native/alerts/generate/prometheus.ts';
import { ruleTests } from '../native/alerts/generate/promtool.ts';
import { RULES } from '../native/alerts/rules/index.ts';

export const root = join(import.meta.dirname, '..');
/** Where nothing but what is written here may lie. */
const FOLDERS = ['monitoring/prometheus/rules', 'monitoring/prometheus/tests', 'docs/runbooks'];
const PAGE = 'docs/alerts.md';
const ALERTMANAGER = 'monitoring/alertmanager/render.sh';
/** What stands between two marks is made. */
const TABLE = /(<!-- rules -->\n)[\s\S]*?(\n<!-- end of rules -->)/;
const INHIBITION_TABLE = /(<!-- inhibition -->\n)[\s\S]*?(\n<!-- end of inhibition -->)/;
const INHIBITION = /(# Inhibition, [^\n]*\n)[\s\S]*?(\n# End of inhibition\.)/;

/** A file with the text between two marks put in place of what is there. Throws where it lacks the marks. */
function withMade(path: string, made: readonly [marks: RegExp, text: string][]): string {
  return made.reduce(
    (whole, [marks, text]) => {
      if (!marks.test(whole)) throw new Error(`${path} lacks ${marks}`);
      return whole.replace(marks, (_, begin: string, end: string) => `${begin}${text}${end}`);
    },
    readFileSync(join(root, path), 'utf8'),
  );
}

/** Every file that is made, by its path from the root. */
export function madeFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const group of new Set(RULES.map((rule) => rule.group))) {
    const rules = RULES.filter((rule) => rule.group === group);
    files.set(`monitoring/prometheus/rules/${group}.yml`, ruleFile(group, rules));
    files.set(`monitoring/prometheus/tests/${group}.yml`, ruleTests(group, rules));
  }
  for (const rule of RULES) files.set(`docs/runbooks/${rule.name}.md`, runbookPage(rule));
  files.set('docs/runbooks/README.md', runbookIndex(RULES));
  files.set(
    PAGE,
    withMade(PAGE, [
      [TABLE, ruleTable(RULES)],
      [INHIBITION_TABLE, inhibitionTable()],
    ]),
  );
  files.set(ALERTMANAGER, withMade(ALERTMANAGER, [[INHIBITION, inhibitRules()]]));
  return files;
}

/** Files in the folders above that no rule makes any more. */
export function leftovers(files: ReadonlyMap<string, string>): string[] {
  return FOLDERS.flatMap((folder) => {
    try {
      return readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
    } catch {
      return [];
    }
  }).filter((path) => !files.has(path));
}

if (import.meta.main) {
  const files = madeFiles();
  for (const path of leftovers(files)) rmSync(join(root, path));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
