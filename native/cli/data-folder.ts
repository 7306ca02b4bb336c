import { resolve } from 'node:path';
import envPaths from 'env-paths';

/** Where the console keeps its data unless told otherwise: the place the operating system means for it. */
export function dataFolder(given: string | undefined): string {
  return resolve(given ?? envPaths('vigil', { suffix: '' }).data);
}
