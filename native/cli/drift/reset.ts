import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { ResetReferenceBody, ResetReferenceResponse } from '../../contract/http/drift.ts';
import { connectToConsole } from '../console/locate.ts';
import { type ConsoleCommandOptions, withConsoleOptions } from '../demo/console-options.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { parsedBy } from '../options.ts';
import { print, printJson } from '../terminal.ts';

interface ResetOptions extends ConsoleCommandOptions {
  mode?: NonNullable<ResetReferenceBody['mode']>;
  size?: number;
  from?: string;
  to?: string;
  path?: string;
  undo?: true;
}

const { shape } = ResetReferenceBody;

/** Any time that JavaScript reads, as the API takes it. */
function readTime(text: string): string {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw new InvalidArgumentError('It is not a time like 2026-11-21T08:00:00Z.');
  return at.toISOString();
}

export function resetCommand(end: (status: ExitStatus) => void): Command {
  return withConsoleOptions(new Command('reset'))
    .description('Takes a new reference in the running console. The one before is kept for --undo.')
    .addOption(
      new Option(
        '--mode <mode>',
        'where its samples come from (default: recent where enough are kept, else next)',
      ).choices(shape.mode.unwrap().options),
    )
    .addOption(
      new Option('--size <samples>', 'how many (default: as the console says)').argParser(
        parsedBy(z.coerce.number().pipe(shape.size.unwrap())),
      ),
    )
    .addOption(new Option('--from <time>', 'for mode range').argParser(readTime))
    .addOption(new Option('--to <time>', 'for mode range').argParser(readTime))
    .addOption(new Option('--path <path>', 'for modes folder and table, on the machine of the console'))
    .addOption(
      new Option('--undo', 'go back to the reference before').conflicts(['mode', 'size', 'from', 'to', 'path']),
    )
    .addHelpText('after', '\nExample: vigil drift reset --mode folder --path /data/good-parts')
    .action(async ({ mode, size, from, to, path, undo, ...options }: ResetOptions) => {
      const client = connectToConsole(options);
      const body = {
        ...(mode !== undefined && { mode }),
        ...(size !== undefined && { size }),
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
        ...(path !== undefined && { path: resolve(path) }),
      };
      const answer = undo
        ? await client.request('/v1/monitoring/drift/undo-reset', ResetReferenceResponse, { body: {} })
        : await client.request('/v1/monitoring/drift/reset-reference', ResetReferenceResponse, { body });
      const { version, size: have, target, source } = answer.reference;
      if (options.json) printJson(answer);
      else print(`Reference ${version} (${source}): ${have} of ${target} samples`);
      end(EXIT.ok);
    });
}
