import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Where the models and photographs that tests measure against lie: a folder `shared` beside the checkout, or wherever
 * VIGIL_SHARED points. They are not part of the project; tests that need them are skipped, by name, where it is absent.
 */
const stated = resolve(process.env['VIGIL_SHARED'] ?? join(import.meta.dirname, '../../../shared'));
// Models are known by their real path, so a link to the folder must not make two names of one file.
const root = existsSync(stated) ? realpathSync(stated) : stated;

export const hasShared = existsSync(join(root, 'models'));

export function sharedPath(...parts: string[]): string {
  return join(root, ...parts);
}
