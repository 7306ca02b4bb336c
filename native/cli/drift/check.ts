import { Command, Option } from 'commander';
import { z } from 'zod';
import type { FeatureVerdict } from '../../contract/drift.ts';
import { DriftCheckBody, DriftResponse } from '../../contract/http/drift.ts';
import { connectToConsole } from '../console/locate.ts';
import { type ConsoleCommandOptions, withConsoleOptions } from '../demo/console-options.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { parsedBy } from '../options.ts';
import { print, printable, printJson, say, table } from '../terminal.ts';

interface CheckOptions extends ConsoleCommandOptions {
  check: DriftCheckBody['check'];
  dataThreshold?: number;
  modelThreshold?: number;
}

const Level = z.coerce.number().pipe(DriftCheckBody.shape.data_threshold.unwrap());

export function checkCommand(end: (status: ExitStatus) => void): Command {
  return withConsoleOptions(new Command('check'))
    .description('Judges the windows of the running console now. Exit status 1 where the data set has drifted.')
    .addOption(
      new Option('--check <what>', 'data: features of the pictures; model: of the detections')
        .choices(['data', 'model', 'all'])
        .default('all'),
    )
    .addOption(
      new Option('--data-threshold <level>', 'significance level for data features, up to 0.5').argParser(
        parsedBy(Level),
      ),
    )
    .addOption(
      new Option('--model-threshold <level>', 'significance level for model features').argParser(parsedBy(Level)),
    )
    .addHelpText('after', '\nExample: vigil drift check --check data --data-threshold 0.01 --json')
    .action(async ({ check, dataThreshold, modelThreshold, ...options }: CheckOptions) => {
      const body = {
        check,
        ...(dataThreshold !== undefined && { data_threshold: dataThreshold }),
        ...(modelThreshold !== undefined && { model_threshold: modelThreshold }),
      };
      const found = await connectToConsole(options).request('/v1/monitoring/drift/check', DriftResponse, { body });
      if (options.json) printJson(found);
      else print(inWords(found));
      if (found.state !== 'active' && !options.json) say('There is no verdict yet.');
      end(found.dataset_drift ? EXIT.found : EXIT.ok);
    });
}

const figure = (value: number | null) => (value === null ? '-' : String(Number(value.toPrecision(4))));
const yesOrNo = (drifted: boolean | null) => (drifted === null ? '-' : drifted ? 'drift' : 'no');

function inWords({ features, reason, reference, current, ...verdict }: DriftResponse): string {
  const windows = `Reference ${reference.version}: ${reference.size} of ${reference.target}; current window: ${current.size} of ${current.target}`;
  if (verdict.drift_share === null) return [windows, printable(reason ?? 'No verdict.')].join('\n');
  const head = ['FEATURE', 'METHOD', 'STATISTIC', 'P', 'ADJUSTED', 'SCORE', 'EFFECT', 'PSI', 'DRIFT'];
  const row = (one: FeatureVerdict) => [
    printable(one.feature),
    one.method ?? '-',
    figure(one.statistic),
    figure(one.p_value),
    figure(one.p_adjusted),
    figure(one.score),
    figure(one.effect),
    figure(one.psi),
    yesOrNo(one.drifted),
  ];
  return [
    table([head, ...features.map(row)], [2, 3, 4, 5, 6, 7]),
    '',
    windows,
    ...verdict.warnings.map(({ feature, detail }) => printable(feature === null ? detail : `${feature}: ${detail}`)),
    `${verdict.dataset_drift ? 'Drift' : 'No drift'}: ${verdict.num_drifted_features} of ${verdict.num_features} features, share ${verdict.drift_share.toFixed(2)}`,
  ].join('\n');
}
