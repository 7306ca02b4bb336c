import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that shows an address, and how it is called. */
export interface Browser {
  command: string;
  args: string[];
}

/** What decides which browsers there are; taken as given, so that each system can be tested on any. */
export interface Machine {
  platform: NodeJS.Platform;
  environment: Readonly<Record<string, string | undefined>>;
  isRoot: boolean;
  /** Full path of a command, null where there is none. */
  find(command: string): string | null;
}

/** They show a page in a window of its own, without tabs and an address line. */
const CHROMIUMS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const MAC_CHROMIUMS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];

/** Whether a window can be shown at all. */
export function hasDisplay({ platform, environment }: Pick<Machine, 'platform' | 'environment'>): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']);
}

/** The best way to show an address on this machine; null where there is none. */
export function chooseBrowser(machine: Machine, address: string): Browser | null {
  if (!hasDisplay(machine)) return null;
  switch (machine.platform) {
    case 'win32':
      // Every Windows has Edge. The empty argument is the title, which `start` takes the first quoted one for.
      return { command: 'cmd', args: ['/c', 'start', '', 'msedge', `--app=${address}`] };
    case 'darwin': {
      const app = MAC_CHROMIUMS.find((name) => machine.find(`/Applications/${name}.app`) !== null);
      if (app === undefined) return { command: 'open', args: [address] };
      return { command: 'open', args: ['-na', app, '--args', `--app=${address}`] };
    }
    default:
      return chooseOnLinux(machine, address);
  }
}

function chooseOnLinux({ isRoot, find }: Machine, address: string): Browser | null {
  // Chromium refuses to run as root, and a console is no reason to run a browser without its sandbox.
  if (isRoot) return null;
  for (const name of CHROMIUMS) {
    const command = find(name);
    if (command !== null) return { command, args: [`--app=${address}`] };
  }
  const opener = find('xdg-open');
  return opener === null ? null : { command: opener, args: [address] };
}

/** The machine this runs on. */
export function thisMachine(): Machine {
  return {
    platform: process.platform,
    environment: process.env,
    isRoot: process.getuid?.() === 0,
    find: (command) => findCommand(command, process.env['PATH'] ?? ''),
  };
}

function findCommand(command: string, path: string): string | null {
  if (command.startsWith('/')) return existsSync(command) ? command : null;
  for (const folder of path.split(delimiter)) {
    const file = join(folder, command);
    try {
      if (folder === '') continue;
      accessSync(file, constants.X_OK);
      return file;
    } catch {}
  }
  return null;
}
