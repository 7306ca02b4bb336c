import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { VigilError } from '../../contract/errors.ts';
import { dataFolder } from '../data-folder.ts';
import { type ConsoleAddress, ConsoleClient } from './client.ts';
import { readTokenFile } from './token-file.ts';

export interface ConsoleOptions {
  url?: string;
  dataDir?: string;
  tokenFile?: string;
}

const ConsoleFile = z.object({ pid: z.int().min(1), url: z.string() });

/** The console named by --url, or the one that runs on the data folder. Throws `console_unreachable` where none does. */
export function connectToConsole(options: ConsoleOptions): ConsoleClient {
  const client = findConsole(options);
  if (client !== null) return client;
  throw new VigilError(
    'console_unreachable',
    `No console runs on the data folder ${dataFolder(options.dataDir)}. ` +
      'Start one with "vigil serve", or name one with --url or --data-dir.',
  );
}

/** The same, with null where no console runs on the data folder. Whether it answers is seen when it is asked. */
export function findConsole({ url, dataDir, tokenFile }: ConsoleOptions): ConsoleClient | null {
  const folder = dataFolder(dataDir);
  const running = runningConsole(folder);
  const address = url === undefined ? running : new URL(url).origin;
  if (address === null) return null;
  return new ConsoleClient({ url: address, token: tokenFor(address, running, folder, tokenFile) });
}

function tokenFor(
  address: string,
  running: string | null,
  folder: string,
  tokenFile: string | undefined,
): ConsoleAddress['token'] {
  if (tokenFile !== undefined) return readTokenFile(tokenFile);
  // The folder's token is for the folder's console: an address given by hand may be anybody's.
  const file = join(folder, 'token');
  return address === running && existsSync(file) ? readTokenFile(file) : null;
}

function runningConsole(folder: string): string | null {
  try {
    const { pid, url } = ConsoleFile.parse(JSON.parse(readFileSync(join(folder, 'console.json'), 'utf8')));
    return isAlive(pid) ? new URL(url).origin : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
