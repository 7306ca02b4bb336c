import { DriftConfig, type FeatureVerdict } from '../../contract/drift.ts';
import { type EvidentlyReport, evidentlyColumn, evidentlyReport } from '../../drift/evidently/compare.ts';
import { EVIDENTLY_EXACT_LIMIT } from '../../drift/evidently/methods.ts';
import { toWindows } from '../../drift/table/table.ts';
import { MISSING } from '../../drift/verdict/assess-missing.ts';
import { compareWindows } from '../../drift/verdict/check.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { print, printable, printJson, say, table } from '../terminal.ts';
import { checkChoices, choiceFor, type MethodChoice, toFeatureConfigs } from './methods.ts';
import { readTable } from './read-table.ts';

export interface CompareOptions {
  alpha: number;
  method: readonly MethodChoice[];
  evidently?: true;
  json?: true;
}

/** Compares two tables, reports, and answers whether the data set has drifted. */
export async function compareTables(reference: string, current: string, options: CompareOptions): Promise<ExitStatus> {
  const [before, now] = [await readTable(reference), await readTable(current)];
  const windows = toWindows(before, now);
  const columns = Object.keys(windows.reference.features);
  const alone = [...before.columns.keys(), ...now.columns.keys()].filter((name) => !columns.includes(name));
  if (alone.length > 0) say(`Only in one of the tables, and left out: ${alone.map(printable).join(', ')}`);
  checkChoices(options.method, columns, options.evidently === true);
  if (options.evidently) {
    const report = evidentlyReport(
      columns.map((name) =>
        evidentlyColumn(
          name,
          windows.reference.features[name] ?? [],
          windows.current.features[name] ?? [],
          choiceFor(options.method, name),
        ),
      ),
    );
    if (options.json) printJson({ mode: 'evidently', ...report });
    else print(evidentlyText(report));
    return report.dataset_drift ? EXIT.found : EXIT.ok;
  }
  // Columns of tables say what they lack by themselves; a feature for it would be one that neither table has.
  const missing = { [MISSING]: { enabled: columns.includes(MISSING), method: 'auto' as const, threshold: null } };
  const config = DriftConfig.parse({
    alpha: options.alpha,
    features: { ...missing, ...toFeatureConfigs(options.method, columns) },
  });
  const verdict = compareWindows(windows.reference, windows.current, config, {
    detail: true,
    exactLimit: EVIDENTLY_EXACT_LIMIT,
    guardBins: false,
  });
  for (const { feature, method } of verdict.features) {
    const wanted = choiceFor(options.method, feature);
    if (wanted !== undefined && method !== null && wanted !== method) {
      say(`${printable(feature)}: ${wanted} does not suit its values; judged by ${method}`);
    }
  }
  if (options.json) printJson({ mode: 'vigil', ...verdict });
  else print(verdictText(verdict));
  return verdict.dataset_drift ? EXIT.found : EXIT.ok;
}

const figure = (value: number | null) => (value === null ? '-' : String(Number(value.toPrecision(4))));
const yesOrNo = (drifted: boolean | null) => (drifted === null ? '-' : drifted ? 'drift' : 'no');

function verdictText({
  features,
  drift_share,
  num_drifted_features,
  num_features,
  dataset_drift,
  events,
  warnings,
}: ReturnType<typeof compareWindows>): string {
  const row = (verdict: FeatureVerdict) => [
    printable(verdict.feature),
    verdict.kind,
    verdict.method ?? '-',
    figure(verdict.statistic),
    figure(verdict.p_value),
    figure(verdict.p_adjusted),
    figure(verdict.score),
    figure(verdict.effect),
    figure(verdict.psi),
    yesOrNo(verdict.drifted),
  ];
  const head = ['FEATURE', 'KIND', 'METHOD', 'STATISTIC', 'P', 'ADJUSTED', 'SCORE', 'EFFECT', 'PSI', 'DRIFT'];
  return [
    table([head, ...features.map(row)], [3, 4, 5, 6, 7, 8]),
    ...features.flatMap(({ feature, reason }) => (reason === null ? [] : [`${printable(feature)}: ${reason}`])),
    ...events.map(
      ({ feature, value, count }) => `${printable(feature)}: new class ${printable(value)} in ${count} samples`,
    ),
    ...warnings.map(({ feature, detail }) => (feature === null ? detail : `${printable(feature)}: ${detail}`)),
    '',
    summary(dataset_drift, num_drifted_features, num_features, drift_share),
  ].join('\n');
}

function evidentlyText({ features, num_drifted_features, drift_share, dataset_drift }: EvidentlyReport): string {
  const rows = features.map((column) => [
    printable(column.feature),
    column.kind,
    column.method ?? '-',
    figure(column.drift_score),
    column.direction ?? '-',
    figure(column.threshold),
    figure(column.score),
    yesOrNo(column.drifted),
  ]);
  return [
    table(
      [['FEATURE', 'KIND', 'METHOD', 'DRIFT SCORE', 'WITH DRIFT', 'THRESHOLD', 'SCORE', 'DRIFT'], ...rows],
      [3, 5, 6],
    ),
    ...features.flatMap(({ feature, reason }) => (reason === null ? [] : [`${printable(feature)}: ${reason}`])),
    '',
    summary(dataset_drift, num_drifted_features, features.length, drift_share),
  ].join('\n');
}

function summary(drift: boolean | null, drifted: number | null, features: number | null, share: number | null): string {
  if (drift === null || share === null) return 'No verdict: no column has values in both tables.';
  return `${drift ? 'Drift' : 'No drift'}: ${drifted} of ${features} features, share ${share.toFixed(2)}`;
}
