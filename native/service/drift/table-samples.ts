import { readFile, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { VigilError } from '../../contract/errors.ts';
import { parseCsvTable } from '../../drift/table/csv.ts';
import { parseJsonTable } from '../../drift/table/json.ts';
import type { DriftSample } from '../../store/drift-types.ts';
import { COLUMNS } from './features.ts';
import { unreadable } from './unreadable.ts';

const MOST_BYTES = 64 * 2 ** 20;

/**
 * Rows of a CSV or JSON table on this machine as samples, at most the last `limit`. Columns are taken by the names of
 * features, others are left out; a feature that the table lacks is not compared.
 *
 * Throws `invalid_parameter` where it cannot be read, has no such column, or one of the wrong kind.
 */
export async function tableSamples(path: string, limit: number): Promise<DriftSample[]> {
  const { rows, columns } = parse(await readText(path), path);
  const watched = COLUMNS.filter(({ feature }) => columns.has(feature));
  const names = COLUMNS.map(({ feature }) => feature).join(', ');
  if (watched.length === 0) {
    throw new VigilError('invalid_parameter', `path: ${path} has no column of a feature. Features are ${names}.`);
  }
  for (const { feature, kind } of watched) {
    const wanted = kind === 'numeric' ? 'number' : 'string';
    const wrong = columns.get(feature)?.find((value) => value !== null && typeof value !== wanted);
    if (wrong === undefined) continue;
    const what = kind === 'numeric' ? 'numbers' : 'names of classes';
    throw new VigilError(
      'invalid_parameter',
      `path: column ${feature} of ${path} must hold ${what}, not ${JSON.stringify(wrong)}.`,
    );
  }
  const first = Math.max(0, rows - limit);
  const at = Date.now();
  return Array.from({ length: rows - first }, (_, k) => ({
    seq: k - (rows - first),
    id: `row ${first + k + 1}`,
    at,
    features: Object.fromEntries(watched.map(({ feature }) => [feature, columns.get(feature)?.[first + k] ?? null])),
    embedding: null,
  }));
}

async function readText(path: string): Promise<string> {
  if (!isAbsolute(path)) {
    throw new VigilError('invalid_parameter', `path: ${JSON.stringify(path)} is not absolute; give the whole path.`);
  }
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) {
      throw new VigilError('invalid_parameter', `path: ${path} is larger than 64 MiB; take fewer rows.`);
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof VigilError) throw error;
    throw unreadable(path, error);
  }
}

function parse(text: string, path: string) {
  return /^\s*[{[]/.test(text) || /\.json$/i.test(path) ? parseJsonTable(text, path) : parseCsvTable(text, path);
}
