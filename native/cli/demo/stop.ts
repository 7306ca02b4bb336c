import { Command } from 'commander';
import { DemoStatus } from '../../contract/http/demo.ts';
import { connectToConsole } from '../console/locate.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { print, printJson } from '../terminal.ts';
import { type ConsoleCommandOptions, withConsoleOptions } from './console-options.ts';

export function stopCommand(end: (status: ExitStatus) => void): Command {
  return withConsoleOptions(new Command('stop'))
    .description('Stops the line; what it has kept stays.')
    .addHelpText('after', '\nExample: vigil demo stop')
    .action(async (options: ConsoleCommandOptions) => {
      const stopped = await connectToConsole(options).request('/v1/demo/stop', DemoStatus, { body: {} });
      if (options.json) printJson(stopped);
      else print(stopped.run === null ? 'stopped; it never ran' : `stopped after ${stopped.run.results} results`);
      end(EXIT.ok);
    });
}
