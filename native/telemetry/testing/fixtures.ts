import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The lines of a fixture without its header, which says what it imitates and whether it was recorded. */
export function fixtureLines(name: string): string[] {
  const lines = readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8').split('\n');
  return lines.slice(0, -1).filter((line) => !line.startsWith('#'));
}
