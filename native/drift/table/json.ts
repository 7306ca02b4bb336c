import { z } from 'zod';
import { VigilError } from '../../contract/errors.ts';
import type { Column } from '../verdict/window.ts';
import { isNoNumber, type Table } from './table.ts';

type JsonValue = number | string | boolean | null;
const JsonValue = z.union([z.number(), z.string(), z.boolean(), z.null()]);
const JsonTable = z.record(z.string(), z.array(z.unknown()));

/**
 * A table in JSON, `{"column": [values]}`, all columns equally long. Values are numbers, words or null; true and false
 * are words. In a column of numbers the words "NaN", "Infinity" and "-Infinity" count as missing, since JSON has no number
 * for them.
 *
 * @param file how to call the file in an error
 *
 * Throws `invalid_parameter`, naming the file and the line of a syntax error, else the column and the row from 1.
 */
export function parseJsonTable(text: string, file: string): Table {
  const refuse = (problem: string) => new VigilError('invalid_parameter', `${file}: ${problem}`);
  const parsed = JsonTable.safeParse(parse(text, file));
  if (!parsed.success) throw refuse('this is no table; write {"column": [values], ...}.');
  const [first, ...others] = Object.entries(parsed.data);
  if (first === undefined) throw refuse('the table has no column.');
  const rows = first[1].length;
  const uneven = others.find(([, values]) => values.length !== rows);
  if (uneven !== undefined) {
    throw refuse(`column "${uneven[0]}" has ${uneven[1].length} values, column "${first[0]}" ${rows}.`);
  }
  const columns = [first, ...others].map(([name, values]): [string, Column] => [name, toColumn(name, values, refuse)]);
  return { rows, columns: new Map(columns) };
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = firstBadLine(text.split('\n'));
    throw new VigilError('invalid_parameter', `${file}, line ${line}: this is no JSON: ${message}.`, { cause: error });
  }
}

/** The engine names a place in some of its messages only. A text that is merely cut short has its mistake further on. */
function firstBadLine(lines: readonly string[]): number {
  const isBad = (count: number) => {
    try {
      JSON.parse(lines.slice(0, count).join('\n'));
      return false;
    } catch (error) {
      return !/end of JSON input/.test(String(error));
    }
  };
  let [good, bad] = [0, lines.length];
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (isBad(middle)) bad = middle;
    else good = middle;
  }
  return bad;
}

function toColumn(name: string, values: readonly unknown[], refuse: (problem: string) => VigilError): Column {
  const at = (row: number) => `column "${name}", row ${row + 1}`;
  const checked = values.map((value, row): JsonValue => {
    const parsed = JsonValue.safeParse(value);
    if (parsed.success) return parsed.data;
    throw refuse(`${at(row)}: a value is a number, a word or null, not ${JSON.stringify(value)?.slice(0, 60)}.`);
  });
  const isNumeric = (value: JsonValue) => typeof value === 'number';
  const isOther = (value: JsonValue) => value !== null && !isNumeric(value) && !isStandIn(value);
  const [number, word] = [checked.findIndex(isNumeric), checked.findIndex(isOther)];
  if (number !== -1 && word !== -1) {
    throw refuse(
      `${at(word)}: ${JSON.stringify(checked[word])} in a column of numbers (row ${number + 1} has ` +
        `${JSON.stringify(checked[number])}); make it one or the other, and missing values null.`,
    );
  }
  if (word !== -1) return checked.map((value) => (value === null || value === 'NaN' ? null : String(value)));
  return checked.map((value) => (typeof value === 'number' ? value : null));
}

const isStandIn = (value: JsonValue) => typeof value === 'string' && isNoNumber(value);
