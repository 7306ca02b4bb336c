import { VigilError } from '../../contract/errors.ts';

/** What the user can do something about, in words. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is none on the machine of the console',
  EACCES: 'the console has no right to',
  EPERM: 'the console has no right to',
  ENOTDIR: 'it is no folder',
  EISDIR: 'it is a folder',
};

/** A file or folder that a reference was to be made of; `what` names it with its path. */
export function unreadable(what: string, cause: unknown): VigilError {
  const { code, message } = cause as Partial<NodeJS.ErrnoException>;
  const reason = REASONS[code ?? ''] ?? message ?? String(cause);
  return new VigilError('invalid_parameter', `path: ${what} cannot be read: ${reason}.`, { cause });
}
