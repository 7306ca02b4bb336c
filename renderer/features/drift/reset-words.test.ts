import { describe, expect, it } from 'vitest';
import { ResetReferenceBody } from '../../../native/contract/http/drift.ts';
import { type ResetMode, resetBody, resetProblem, resetWords, spanWords } from './reset-words.ts';

// Without a zone: local time, whatever zone the tests run in.
const at = (clock: string, day = '2026-03-05') => new Date(`${day}T${clock}:00`).toISOString();
const now = new Date('2026-03-05T15:00:00');
const recent = { count: 100, from: at('14:02'), to: at('14:31') };
const choice = (mode: ResetMode, size = 100, from: string | null = null, to: string | null = null) => ({
  mode,
  size,
  from,
  to,
  path: '',
});
const of = (mode: 'folder' | 'table', path: string) => ({ ...choice(mode), path });

describe('what a reset will do', () => {
  it('names the images and their time', () => {
    expect(resetWords(choice('recent'), recent, 50, now, 'en-GB')).toBe(
      'The last 100 images, 14:02 to 14:31, become the baseline. The current window then fills anew with 50 images.',
    );
    expect(resetWords(choice('next', 200), null, 50, now, 'en-GB')).toMatch(/^The next 200 images become the baseline/);
    expect(resetWords(choice('range', 100, at('09:00'), at('10:30')), null, 50, now, 'en-GB')).toMatch(
      /^Images of 09:00 to 10:30 become the baseline: at most 100/,
    );
  });
  it('says what is made of a folder and of a table', () => {
    expect(resetWords(of('folder', '/good'), null, 50, now)).toMatch(
      /images of this folder, at most 100 .*none of them is kept/,
    );
    expect(resetWords(of('table', '/good.csv'), null, 50, now)).toMatch(/^The last 100 rows of this table/);
  });
  it('names no time that is not known', () => {
    expect(resetWords(choice('recent', 600), recent, 50, now, 'en-GB')).toMatch(/^The last 600 images become/);
  });
  it('gives the day where it is not today', () => {
    expect(spanWords(at('23:50', '2026-03-04'), at('00:10'), now, 'en-GB')).toMatch(/4 Mar.*23:50 to 5 Mar.*00:10/);
  });
});

describe('what stands in the way', () => {
  it.each([
    [choice('next'), null],
    [choice('next', 49), /50 to 20,000/],
    [choice('next', Number.NaN), /50 to 20,000/],
    [choice('recent', 100), null],
    [choice('recent', 150), /History holds 100 images/],
    [choice('range'), /Both times/],
    [choice('range', 100, at('11:00'), at('10:00')), /after the end/],
    [of('folder', ' '), /path of the folder is needed/],
    [of('table', 'good.csv'), /whole path/],
    [of('folder', '/data/good'), null],
    [of('folder', 'C:\\good parts'), null],
    [of('table', '\\\\server\\share\\good.csv'), null],
  ])('%#', (given, expected) => {
    const problem = resetProblem(given, recent);
    if (expected === null) expect(problem).toBeNull();
    else expect(problem).toMatch(expected);
  });
});

describe('what is asked for', () => {
  it.each([choice('next'), choice('recent', 60), choice('range', 100, at('09:00'), at('10:00'))])('%#', (given) => {
    expect(ResetReferenceBody.parse(resetBody(given))).toMatchObject({ mode: given.mode, size: given.size });
  });
  it('has the path of a folder or table, and no times', () => {
    const given = { ...of('table', ' /data/good.csv '), from: at('09:00'), to: at('10:00') };
    expect(ResetReferenceBody.parse(resetBody(given))).toEqual({ mode: 'table', size: 100, path: '/data/good.csv' });
  });
});
