import { VigilError } from '../../contract/errors.ts';
import type { Column } from '../verdict/window.ts';
import { isDecimal, isMissingWord, isNoNumber, type Table } from './table.ts';

/**
 * A table of comma-separated values as RFC 4180 describes them: a header, then rows, values in double quotes where they
 * hold commas, quotes (doubled) or line breaks. Empty lines are passed over. A column is one of numbers where every value
 * that is not missing is one; NaN and infinities count as missing there, as do empty values, NA and null everywhere.
 *
 * @param file how to call the file in an error
 *
 * Throws `invalid_parameter`, naming file and line.
 */
export function parseCsvTable(text: string, file: string): Table {
  const records = [...readRecords(text.replace(/^\uFEFF/, ''), file)];
  const header = records[0];
  if (header === undefined) throw refuse(file, 1, 'there is no header; the file is empty.');
  const names = header.values.map((name) => name.trim());
  for (const [index, name] of names.entries()) {
    if (name === '') throw refuse(file, header.line, `column ${index + 1} has no name.`);
    if (names.indexOf(name) !== index) throw refuse(file, header.line, `two columns are called "${name}".`);
  }
  const rows = records.slice(1);
  const uneven = rows.find(({ values }) => values.length !== names.length);
  if (uneven !== undefined) {
    throw refuse(file, uneven.line, `${uneven.values.length} values where the header has ${names.length}.`);
  }
  const column = (index: number) => toColumn(rows.map(({ values }) => values[index] as string));
  return { rows: rows.length, columns: new Map(names.map((name, index) => [name, column(index)])) };
}

function toColumn(words: readonly string[]): Column {
  const present = words.filter((word) => !isMissingWord(word));
  const numbers = present.every((word) => isDecimal(word) || isNoNumber(word));
  if (numbers) return words.map((word) => (isDecimal(word) ? Number(word) : null));
  return words.map((word) => (isMissingWord(word) || word.trim().toLowerCase() === 'nan' ? null : word));
}

interface CsvRecord {
  /** Line on which it begins, from 1. */
  line: number;
  values: string[];
}

function* readRecords(text: string, file: string): Generator<CsvRecord> {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const record: CsvRecord = { line, values: [] };
    let quoted = false;
    for (let ended = false; !ended; ) {
      const value = text[at] === '"' ? readQuoted(text, at, line, file) : readPlain(text, at, line, file);
      quoted ||= text[at] === '"';
      record.values.push(value.text);
      line += value.breaks;
      at = value.end;
      ended = text[at] !== ',';
      at += 1;
    }
    if (text[at - 1] === '\r' && text[at] === '\n') at += 1;
    line += 1;
    if (record.values.length > 1 || record.values[0] !== '' || quoted) yield record;
  }
}

interface CsvValue {
  text: string;
  /** Where the value has ended: at a comma, a line break or the end of the text. */
  end: number;
  breaks: number;
}

function readPlain(text: string, from: number, line: number, file: string): CsvValue {
  let end = from;
  while (end < text.length && !',\r\n'.includes(text[end] as string)) end += 1;
  const value = text.slice(from, end);
  if (value.includes('"')) {
    throw refuse(file, line, 'a quote stands inside a value that does not begin with one; write it twice in quotes.');
  }
  return { text: value, end, breaks: 0 };
}

function readQuoted(text: string, from: number, line: number, file: string): CsvValue {
  let value = '';
  let at = from + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close === -1) throw refuse(file, line, 'a quoted value is not closed.');
    value += text.slice(at, close);
    at = close + 1;
    if (text[at] !== '"') break;
    value += '"';
    at += 1;
  }
  if (at < text.length && !',\r\n'.includes(text[at] as string)) {
    throw refuse(
      file,
      line,
      `there is "${text[at]}" after a quoted value, where a comma or the end of the line belongs.`,
    );
  }
  return { text: value, end: at, breaks: value.split(/\r\n|\r|\n/).length - 1 };
}

const refuse = (file: string, line: number, problem: string) =>
  new VigilError('invalid_parameter', `${file}, line ${line}: ${problem}`);
