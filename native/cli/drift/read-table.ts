import { readFile } from 'node:fs/promises';
import { VigilError } from '../../contract/errors.ts';
import { parseCsvTable } from '../../drift/table/csv.ts';
import { parseJsonTable } from '../../drift/table/json.ts';
import type { Table } from '../../drift/table/table.ts';

/** A table of a CSV or JSON file, told apart by its first character. Throws `invalid_parameter` where it is neither. */
export async function readTable(path: string): Promise<Table> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new VigilError('invalid_parameter', `${path} cannot be read: ${reason}.`, { cause: error });
  }
  const isJson = /^\s*[{[]/.test(text) || /\.json$/i.test(path);
  return isJson ? parseJsonTable(text, path) : parseCsvTable(text, path);
}
