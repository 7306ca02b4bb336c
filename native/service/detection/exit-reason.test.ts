import { describe, expect, it } from 'vitest';
import { describeExit } from './exit-reason.ts';

const UNCAUGHT = `/app/native/detector/main.ts:3
    throw new TypeError('no such thing');
    ^

TypeError: no such thing
    at main (/app/native/detector/main.ts:3:11)

Node.js v24.21.0`;

describe('exit reason', () => {
  it.each([
    [{ code: null, signal: 'SIGSEGV', stderr: '' }, 'the process was ended by SIGSEGV (a fault in native code)'],
    [{ code: null, signal: 'SIGTERM', stderr: '' }, 'the process was ended by SIGTERM'],
    [
      { code: 3, signal: null, stderr: 'one\nout of memory.\n' },
      'the process ended with status 3 and said: out of memory',
    ],
    [{ code: 1, signal: null, stderr: UNCAUGHT }, 'the process ended with status 1 and said: TypeError: no such thing'],
    [
      { code: null, signal: null, stderr: 'spawn node ENOENT' },
      'the process could not be started and said: spawn node ENOENT',
    ],
  ])('of %j is "%s"', (exit, reason) => {
    expect(describeExit(exit)).toBe(reason);
  });
});
