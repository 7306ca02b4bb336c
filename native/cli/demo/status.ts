import { Command } from 'commander';
import { assertNever } from '../../contract/errors.ts';
import type { DemoFigures, DemoRun, DemoScenario, DemoState } from '../../contract/http/demo.ts';
import { DemoStatus } from '../../contract/http/demo.ts';
import { connectToConsole } from '../console/locate.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { print, printable, printJson, table } from '../terminal.ts';
import { type ConsoleCommandOptions, withConsoleOptions } from './console-options.ts';

export function statusCommand(end: (status: ExitStatus) => void): Command {
  return withConsoleOptions(new Command('status'))
    .description('Says what the line does. Exit status 1 where it has failed.')
    .addHelpText('after', '\nExample: vigil demo status --json')
    .action(async (options: ConsoleCommandOptions) => {
      const status = await connectToConsole(options).request('/v1/demo', DemoStatus);
      if (options.json) printJson(status);
      else print(inWords(status));
      end(status.line.state === 'failed' ? EXIT.found : EXIT.ok);
    });
}

function inWords({ line, note, run, scenarios }: DemoStatus): string {
  const rows = [['line', stateInWords(line)]];
  if (run !== null) rows.push(...runInWords(run, scenarios));
  if (note !== null) rows.push(['note', printable(note)]);
  return table(rows);
}

function stateInWords(line: DemoState): string {
  switch (line.state) {
    case 'stopped':
    case 'running':
      return line.state;
    case 'starting':
      return line.reason === null ? 'starting' : `starting: ${printable(line.reason)}`;
    case 'failed':
      return `failed: ${printable(line.reason)}`;
    default:
      return assertNever(line);
  }
}

function runInWords(run: DemoRun, scenarios: readonly DemoScenario[]): string[][] {
  const scenario = scenarios.find(({ id }) => id === run.scenario);
  const phase = scenario?.phases[run.phase];
  const rows = [
    ['scenario', `${scenario?.name ?? run.scenario} (${run.scenario}), seed ${run.seed}`],
    ['picture', `${run.pictures}${phase === undefined ? '' : `: ${phase.label}`}`],
    ['rate', `${run.achieved_rate} of ${run.rate} pictures per second`],
    ['results', `${run.results} kept, ${run.errors} errors, ${run.skipped} turns skipped`],
    [`last ${run.last_50.pictures}`, figuresInWords(run.last_50)],
  ];
  if (run.last_error !== null) rows.push(['last error', printable(run.last_error.detail)]);
  return rows;
}

function figuresInWords({ recall, precision, mean_confidence, brightness }: DemoFigures): string {
  const shown = (value: number | null, digits: number) => value?.toFixed(digits) ?? 'none';
  return `recall ${shown(recall, 2)}, precision ${shown(precision, 2)}, confidence ${shown(mean_confidence, 2)}, brightness ${shown(brightness, 0)}`;
}
