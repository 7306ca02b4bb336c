import type { DetectorExit } from '../../contract/messages.ts';

/** Signals that say more than their name. */
const MEANINGS: Readonly<Record<string, string>> = {
  SIGKILL: 'from outside; where memory is short, the system does that',
  SIGSEGV: 'a fault in native code',
  SIGBUS: 'a fault in native code',
  SIGILL: 'the processor lacks an instruction',
  SIGABRT: 'native code gave up',
};

/** How a process ended, as a clause: "the process was ended by SIGSEGV (a fault in native code)". */
export function describeExit({ code, signal, stderr }: DetectorExit): string {
  const meaning = signal === null ? undefined : MEANINGS[signal];
  const end =
    signal !== null
      ? `was ended by ${signal}${meaning === undefined ? '' : ` (${meaning})`}`
      : code !== null
        ? `ended with status ${code}`
        : 'could not be started';
  const words = lastWords(stderr);
  return `the process ${end}${words === '' ? '' : ` and said: ${words}`}`;
}

/** The line that tells most: an uncaught error's own, else the last; without the full stop. */
function lastWords(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^Node\.js v\d/.test(line));
  const error = lines.findLast((line) => /^(?:\w*Error\b|terminate called|FATAL ERROR)/.test(line));
  return (error ?? lines.at(-1) ?? '').slice(0, 300).replace(/\.$/, '');
}
