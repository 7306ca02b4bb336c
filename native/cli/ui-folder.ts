import { existsSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../dist/renderer');

/** The built page of the console; null where `npm run build` never ran. */
export function builtUi(): string | null {
  return existsSync(join(FOLDER, 'index.html')) ? FOLDER : null;
}
