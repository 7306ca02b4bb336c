import { type DriftConfig, DriftMethod } from '../../contract/drift.ts';
import { VigilError } from '../../contract/errors.ts';
import { CLASS_METHODS, NUMBER_METHODS } from '../../drift/evidently/methods.ts';

/** What `--method` asks for: one method for every column that it suits, or for a single column. */
export interface MethodChoice {
  /** Null for all columns. */
  column: string | null;
  method: string;
}

/** Splits at the last `=`: a column's name may hold one, a method's does not. */
export function readChoice(text: string): MethodChoice {
  const at = text.lastIndexOf('=');
  return at === -1 ? { column: null, method: text } : { column: text.slice(0, at), method: text.slice(at + 1) };
}

const EVIDENTLY_METHODS = [...new Set([...Object.keys(NUMBER_METHODS), ...Object.keys(CLASS_METHODS)])];

/** Throws `invalid_parameter` for a method or a column that does not exist. */
export function checkChoices(choices: readonly MethodChoice[], columns: readonly string[], evidently: boolean): void {
  const known: readonly string[] = evidently ? EVIDENTLY_METHODS : DriftMethod.options;
  for (const { column, method } of choices) {
    if (!known.includes(method)) {
      throw new VigilError('invalid_parameter', `There is no method "${method}". Known are ${known.join(', ')}.`);
    }
    if (column !== null && !columns.includes(column)) {
      throw new VigilError('invalid_parameter', `The tables share no column "${column}", only ${columns.join(', ')}.`);
    }
  }
}

/** The method asked for a column: the last choice that names it, else the last for all. */
export function choiceFor(choices: readonly MethodChoice[], column: string): string | undefined {
  const named = choices.findLast((choice) => choice.column === column);
  return (named ?? choices.findLast((choice) => choice.column === null))?.method;
}

/** The same as the part of a configuration. */
export function toFeatureConfigs(
  choices: readonly MethodChoice[],
  columns: readonly string[],
): DriftConfig['features'] {
  const configs: DriftConfig['features'] = {};
  for (const column of columns) {
    const method = DriftMethod.safeParse(choiceFor(choices, column));
    if (method.success) configs[column] = { enabled: true, method: method.data, threshold: null };
  }
  return configs;
}
