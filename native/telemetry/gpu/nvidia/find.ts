import { accessSync, constants } from 'node:fs';
import { posix, win32 } from 'node:path';

export interface Machine {
  platform: NodeJS.Platform;
  environment: Readonly<Record<string, string | undefined>>;
  isExecutable(file: string): boolean;
}

export const thisMachine = (): Machine => ({
  platform: process.platform,
  environment: process.env,
  isExecutable(file) {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
});

/**
 * Where nvidia-smi is: on PATH, or where drivers put it off PATH, which is beside other NVIDIA files on older Windows and
 * in a folder of its own under WSL. Null where there is none.
 */
export function findNvidiaSmi({ platform, environment, isExecutable }: Machine): string | null {
  if (platform === 'darwin') return null;
  const isWindows = platform === 'win32';
  const { join, delimiter } = isWindows ? win32 : posix;
  // Windows spells the name as it likes.
  const path = Object.entries(environment).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  if (isWindows) {
    const programs = environment['ProgramFiles'] ?? 'C:\\Program Files';
    folders.push(join(programs, 'NVIDIA Corporation', 'NVSMI'));
  } else {
    folders.push('/usr/bin', '/usr/lib/wsl/lib');
  }
  const name = isWindows ? 'nvidia-smi.exe' : 'nvidia-smi';
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}
