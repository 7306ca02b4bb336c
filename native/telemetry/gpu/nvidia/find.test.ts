import { describe, expect, it } from 'vitest';
import { findNvidiaSmi, type Machine } from './find.ts';

const machine = (platform: NodeJS.Platform, files: string[], environment: Machine['environment']): Machine => ({
  platform,
  environment,
  isExecutable: (file) => files.includes(file),
});

describe('nvidia-smi', () => {
  it.each<[string, Machine, string | null]>([
    [
      'is taken from PATH, first folder first',
      machine('linux', ['/usr/bin/nvidia-smi', '/opt/nvidia-smi'], { PATH: '/none::/opt:/usr/bin' }),
      '/opt/nvidia-smi',
    ],
    [
      'is found under WSL, where it is off PATH',
      machine('linux', ['/usr/lib/wsl/lib/nvidia-smi'], { PATH: '/bin' }),
      '/usr/lib/wsl/lib/nvidia-smi',
    ],
    [
      'is found on Windows in spite of the spelling of Path',
      machine('win32', ['C:\\Windows\\System32\\nvidia-smi.exe'], { Path: 'C:\\Windows\\System32;C:\\' }),
      'C:\\Windows\\System32\\nvidia-smi.exe',
    ],
    [
      'is found where older drivers for Windows put it',
      machine('win32', ['D:\\Programs\\NVIDIA Corporation\\NVSMI\\nvidia-smi.exe'], { ProgramFiles: 'D:\\Programs' }),
      'D:\\Programs\\NVIDIA Corporation\\NVSMI\\nvidia-smi.exe',
    ],
    ['is nowhere', machine('linux', [], { PATH: '/usr/bin' }), null],
    ['is never looked for on a Mac', machine('darwin', ['/usr/bin/nvidia-smi'], { PATH: '/usr/bin' }), null],
  ])('%s', (_what, given, file) => {
    expect(findNvidiaSmi(given)).toBe(file);
  });
});
