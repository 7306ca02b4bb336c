import { ApiProblem } from '../../api/client.ts';

export type Refusals<Field extends string> = Partial<Record<Field | 'other', string>>;

/**
 * Where the words of a refusal belong: "threshold: HighLatency takes 1 to 60000 ms, not 0." is about the threshold. Words of
 * no field are `other`, unless they go on about the field before them.
 */
export function refusalsAt<Field extends string>(detail: string, fields: readonly Field[]): Refusals<Field> {
  const errors: Refusals<Field> = {};
  let at: Field | 'other' = 'other';
  for (const part of detail.split('; ')) {
    const named = fields.find((field) => part.startsWith(`${field}: `) || part.startsWith(`${field}.`));
    at = named ?? at;
    const words = named === undefined ? part : part.slice(part.indexOf(': ') + 2);
    const before: string | undefined = errors[at];
    errors[at] = before === undefined ? words : `${before}; ${words}`;
  }
  return errors;
}

/** What the console refused, by field; null for any other error. */
export const refusalsOf = <Field extends string>(error: unknown, fields: readonly Field[]): Refusals<Field> | null =>
  error instanceof ApiProblem && error.code === 'invalid_parameter' ? refusalsAt(error.message, fields) : null;
