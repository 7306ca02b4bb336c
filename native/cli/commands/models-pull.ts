import { Command } from 'commander';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import type { PullOptions } from '../models/pull.ts';
import { dataDirOption, jsonOption } from '../options.ts';

export function modelsPullCommand(end: (status: ExitStatus) => void): Command {
  return new Command('pull')
    .description(
      'Fetches a model of the catalogue, or lists the catalogue where no name is given. A file is taken only with the ' +
        'size and SHA-256 that the catalogue states; one that breaks off goes on from there the next time.',
    )
    .argument('[name]', 'model of the catalogue')
    .option('--catalogue <file>', 'another catalogue: a file, or an http(s) address of one')
    .option('--to <folder>', "where to put it (default: the models folder in the console's data)")
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nBehind a proxy: NODE_USE_ENV_PROXY=1 with HTTPS_PROXY set.' + '\nExample: vigil models pull yolox-nano',
    )
    .action(async (name: string | undefined, options: PullOptions) => {
      // Loaded only here: the other commands fetch nothing.
      const { listCatalogue, pull } = await import('../models/pull.ts');
      if (name === undefined) await listCatalogue(options);
      else await pull(name, options);
      end(EXIT.ok);
    });
}
