import { createInterface } from 'node:readline/promises';
import { Command, Option } from 'commander';
import { VigilError } from '../../contract/errors.ts';
import { DEMO_SOURCE } from '../../contract/http/demo.ts';
import { DeleteResponse, Facets } from '../../contract/http/history-actions.ts';
import { connectToConsole } from '../console/locate.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { print, printJson, say } from '../terminal.ts';
import { type ConsoleCommandOptions, withConsoleOptions } from './console-options.ts';

interface ClearOptions extends ConsoleCommandOptions {
  yes?: true;
}

export function clearCommand(end: (status: ExitStatus) => void): Command {
  return withConsoleOptions(new Command('clear'))
    .description('Deletes every result of the line, and no others.')
    .addOption(new Option('--yes', 'without asking'))
    .addHelpText('after', '\nExample: vigil demo clear --yes')
    .action(async (options: ClearOptions) => {
      const client = connectToConsole(options);
      if (options.yes !== true) {
        const { sources } = await client.request('/v1/history/facets', Facets);
        const count = sources.find(({ source }) => source === DEMO_SOURCE)?.count ?? 0;
        if (!(await isWanted(count))) {
          say('Nothing was deleted.');
          end(EXIT.ok);
          return;
        }
      }
      const cleared = await client.request('/v1/demo/clear', DeleteResponse, { body: {} });
      if (options.json) printJson(cleared);
      else {
        print(`${cleared.count} results deleted`);
        if (cleared.count > 0)
          say(`Until ${cleared.undo_until} they can be brought back, in History or by POST /v1/history/restore.`);
      }
      end(EXIT.ok);
    });
}

async function isWanted(count: number): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new VigilError('invalid_parameter', `This deletes ${count} results, and nobody can be asked. Add --yes.`);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`Delete the ${count} results of the demo line? [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
