import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.ts';

describe('cursors', () => {
  it.each([
    { at: 0, id: 1 },
    { at: 1_768_046_400_123, id: 987_654_321 },
    { at: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER },
  ])('come back: %o', (position) => {
    const cursor = encodeCursor(position);
    expect(decodeCursor(cursor)).toEqual(position);
    expect(cursor).toMatch(/^[\w-]{1,100}$/);
  });

  const good = encodeCursor({ at: 1_768_046_400_123, id: 42 });
  it.each([
    ['empty', ''],
    ['words', 'next-page'],
    ['one character less', good.slice(0, -1)],
    ['one character more', `${good}A`],
    ['one character changed', `${good[0] === 'A' ? 'B' : 'A'}${good.slice(1)}`],
    ['white space that base64 readers skip', `${good} `],
    ['padding', `${good}=`],
    ['20 bytes of its own', Buffer.alloc(20, 7).toString('base64url')],
    ['JSON', Buffer.from('{"at":1,"id":2}').toString('base64url')],
  ])('refuse %s', (_, text) => {
    expect(() => decodeCursor(text)).toThrow(expect.objectContaining({ code: 'invalid_parameter' }));
  });
});
