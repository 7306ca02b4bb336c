import { existsSync, statSync } from 'node:fs';
import { extname, resolve } from 'node:path';

const OPENABLE: ReadonlySet<string> = new Set([
  '.onnx',
  '.jpg',
  '.jpeg',
  '.png',
  '.webp',
  '.gif',
  '.tif',
  '.tiff',
  '.avif',
]);

/** The files among the arguments the operating system started (or called again) Vigil with; switches are left out. */
export function filesToOpen(argv: readonly string[], workingFolder: string): string[] {
  return argv
    .slice(1)
    .filter((argument) => !argument.startsWith('-') && OPENABLE.has(extname(argument).toLowerCase()))
    .map((argument) => resolve(workingFolder, argument))
    .filter((path) => existsSync(path) && statSync(path).isFile());
}
