import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const entry = join(import.meta.dirname, '../bin/vigil.mjs');

export interface FolderFigures {
  images: number;
  /** From the first image sent, the model being ready, to the last result; as `vigil detect` says itself. */
  images_per_s: number;
  /** Over the whole life of the command, its start and the load of the model included. */
  images_per_s_with_start: number;
}

/** `vigil detect` over a folder, as a user starts it. */
export async function measureFolder(folder: string, model: string): Promise<FolderFigures> {
  const started = performance.now();
  const child = spawn(process.execPath, [entry, 'detect', folder, '--model', model, '--local'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  const total = performance.now() - started;
  const pace = /^(\d+) images? in .+?: ([\d.]+) images\/s/m.exec(stderr);
  if (status !== 0 || pace === null) throw new Error(`vigil detect ended with ${status}: ${stderr}`);
  const images = Number(pace[1]);
  return { images, images_per_s: Number(pace[2]), images_per_s_with_start: (images * 1000) / total };
}
