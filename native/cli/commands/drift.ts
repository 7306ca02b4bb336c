import { Command, Option } from 'commander';
import { z } from 'zod';
import { DriftConfig } from '../../contract/drift.ts';
import { checkCommand } from '../drift/check.ts';
import type { CompareOptions } from '../drift/compare.ts';
import { type MethodChoice, readChoice } from '../drift/methods.ts';
import { reportCommand } from '../drift/report.ts';
import { resetCommand } from '../drift/reset.ts';
import type { ExitStatus } from '../exit-status.ts';
import { jsonOption, parsedBy } from '../options.ts';

const Alpha = z.coerce.number().pipe(DriftConfig.shape.alpha.unwrap());

export function driftCommand(end: (status: ExitStatus) => void): Command {
  const drift = new Command('drift')
    .description('Whether data still looks like a reference.')
    .addHelpText('after', '\nExample: vigil drift check --json');
  for (const create of [checkCommand, resetCommand, reportCommand, compareCommand]) drift.addCommand(create(end));
  return drift;
}

function compareCommand(end: (status: ExitStatus) => void): Command {
  return new Command('compare')
    .description('Tests every column that two tables share; ends with 1 where the data set has drifted.')
    .argument('<reference>', 'table that the other is compared with: CSV with a header, or JSON {"column": [values]}')
    .argument('<current>', 'table to judge')
    .addOption(new Option('--alpha <level>', 'significance level, up to 0.5').default(0.05).argParser(parsedBy(Alpha)))
    .addOption(
      new Option('--method <name>', 'method for all columns it suits, or COLUMN=METHOD; may be repeated')
        .default([], 'by the values of the column')
        .argParser((text, before: MethodChoice[]) => [...before, readChoice(text)]),
    )
    .addOption(new Option('--evidently', 'judge as Evidently 0.7 does by default, with its raw scores'))
    .addOption(jsonOption())
    .addHelpText('after', '\nExample: vigil drift compare last-month.csv today.csv --method brightness=wasserstein')
    .action(async (reference: string, current: string, options: CompareOptions) => {
      const { compareTables } = await import('../drift/compare.ts');
      end(await compareTables(reference, current, options));
    });
}
