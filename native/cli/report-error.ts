import { ERROR_CATALOGUE, VigilError } from '../contract/errors.ts';
import { type ExitStatus, exitStatusOf } from './exit-status.ts';
import { printable, printJson, say } from './terminal.ts';

/** Says what went wrong in one line on stderr, or as `{code, detail}` on stdout, and answers the exit status for it. */
export function reportError(thrown: unknown, json: boolean): ExitStatus {
  const error = VigilError.from(thrown);
  if (json) printJson(error.toData());
  else say(errorLine(error));
  if (error.code === 'internal' && process.env['VIGIL_DEBUG'] !== undefined) say(String(error.stack));
  return exitStatusOf(error.code);
}

export function errorLine(error: VigilError): string {
  return `vigil: ${ERROR_CATALOGUE[error.code].title}: ${printable(error.message.replaceAll(/\s*\n\s*/g, ' '))}`;
}
