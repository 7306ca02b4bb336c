import { freemem } from 'node:os';
import { known, missing, type Reading } from '../reading.ts';

/** Bytes that a program could still get without swapping, from the text of /proc/meminfo; null where it does not say. */
export function parseMemAvailable(text: string): number | null {
  const kib = /^MemAvailable:\s+(\d+) kB$/m.exec(text)?.[1];
  return kib === undefined ? null : Number(kib) * 1_024;
}

/** The same as a figure; `meminfo` is the text, null on systems without it. */
export function availableMemory(meminfo: string | null, platform: NodeJS.Platform): Reading {
  if (platform === 'darwin') {
    return missing('macOS tells only pages that nobody uses at all, which is far less than what programs can get');
  }
  return known((meminfo === null ? null : parseMemAvailable(meminfo)) ?? freemem());
}
