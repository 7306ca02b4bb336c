import { VigilError } from '../../contract/errors.ts';
import type { Column, Window } from '../verdict/window.ts';

/** Columns of a table by name, in the order of the file; every column is as long as the table. */
export interface Table {
  rows: number;
  columns: ReadonlyMap<string, Column>;
}

/** The columns that both tables have, as windows; the rows are numbered from 1. */
export function toWindows(reference: Table, current: Table): { reference: Window; current: Window } {
  const shared = [...reference.columns.keys()].filter((name) => current.columns.has(name));
  if (shared.length === 0) {
    const names = (table: Table) => [...table.columns.keys()].join(', ') || 'none';
    throw new VigilError(
      'invalid_parameter',
      `The tables have no column in common. Reference: ${names(reference)}. Current: ${names(current)}.`,
    );
  }
  const toWindow = ({ rows, columns }: Table): Window => ({
    ids: Array.from({ length: rows }, (_, index) => index + 1),
    features: Object.fromEntries(shared.map((name) => [name, columns.get(name) as Column])),
    embeddings: null,
  });
  return { reference: toWindow(reference), current: toWindow(current) };
}

/** How tables from Python and elsewhere write numbers that JSON and CSV have no sign for, and missing values. */
const NO_NUMBERS = new Set(['nan', 'inf', '+inf', '-inf', 'infinity', '+infinity', '-infinity']);
const MISSING = new Set(['', 'na', 'n/a', 'null', 'none', '<na>']);

export const isMissingWord = (word: string) => MISSING.has(word.trim().toLowerCase());
/** NaN and the infinities: values of a column of numbers, but none to compute with. */
export const isNoNumber = (word: string) => NO_NUMBERS.has(word.trim().toLowerCase());

/** A decimal number as CSV and JSON write it; nothing that JavaScript would also take for one, such as 0x10. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
export const isDecimal = (word: string) => DECIMAL.test(word.trim());
