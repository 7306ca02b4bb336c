import type { Command } from 'commander';
import { dataDirOption, jsonOption, tokenFileOption, urlOption } from '../options.ts';

/** What every command takes that asks the running console. */
export interface ConsoleCommandOptions {
  url?: string;
  dataDir?: string;
  tokenFile?: string;
  json?: true;
}

export function withConsoleOptions(command: Command): Command {
  return command.addOption(urlOption()).addOption(tokenFileOption()).addOption(dataDirOption()).addOption(jsonOption());
}
