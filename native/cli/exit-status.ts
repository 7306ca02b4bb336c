import type { ErrorCode } from '../contract/errors.ts';

/** How the command ended, for scripts. */
export const EXIT = {
  ok: 0,
  /** A check found what it looks for: drift, a console that is not well. */
  found: 1,
  wrongUse: 2,
  failed: 3,
} as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

export function exitStatusOf(code: ErrorCode): ExitStatus {
  return code === 'invalid_parameter' ? EXIT.wrongUse : EXIT.failed;
}
