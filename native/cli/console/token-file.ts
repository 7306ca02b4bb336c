import { readFileSync } from 'node:fs';
import { VigilError } from '../../contract/errors.ts';

/** The token in a file, without the line end. Throws `invalid_parameter` where there is none to read. */
export function readTokenFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const reason = (error as Error).message;
    throw new VigilError('invalid_parameter', `The token file cannot be read (${reason}).`, { cause: error });
  }
}
