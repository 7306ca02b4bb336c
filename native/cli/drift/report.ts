import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { VigilError } from '../../contract/errors.ts';
import { connectToConsole } from '../console/locate.ts';
import { type ConsoleCommandOptions, withConsoleOptions } from '../demo/console-options.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { print, printJson } from '../terminal.ts';

interface ReportOptions extends ConsoleCommandOptions {
  out?: string;
}

export function reportCommand(end: (status: ExitStatus) => void): Command {
  return withConsoleOptions(new Command('report'))
    .description('The latest verdict of the running console as one HTML page that needs no other file.')
    .addOption(new Option('--out <file>', 'where to write it (default: stdout)'))
    .addHelpText('after', '\nExample: vigil drift report --out drift.html')
    .action(async ({ out, ...options }: ReportOptions) => {
      const page = await connectToConsole(options).text('/v1/monitoring/drift/report.html');
      if (out === undefined) print(page);
      else {
        try {
          await writeFile(out, page);
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          throw new VigilError('invalid_parameter', `${out} cannot be written: ${reason}.`, { cause: error });
        }
        if (options.json) printJson({ file: out, bytes: Buffer.byteLength(page) });
        else print(`Written: ${out}`);
      }
      end(EXIT.ok);
    });
}
