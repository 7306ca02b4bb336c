import { describe, expect, it } from 'vitest';
import { redact } from './redact.ts';

const SECRET = 'Zx81-Qy.72_tT~9';

describe('redact', () => {
  it.each([
    ['a header', { headers: { authorization: `Bearer ${SECRET}` } }],
    ['a header in capitals', { headers: { Authorization: SECRET } }],
    ['a header far down', { a: { b: [{ c: { cookie: `session=${SECRET}` } }] } }],
    ['a list of cookies', { 'set-cookie': [`a=${SECRET}; Path=/[x]`, `b=${SECRET}`] }],
    ['a value with quotes and backslashes', { token: `"\\${SECRET}\\"` }],
    ['raw headers', { rawHeaders: ['Authorization', `Bearer ${SECRET}`] }],
    ['prose', { msg: `refused Bearer ${SECRET}, as it is stale` }],
    ['an address', { url: `/docs?a=1&token=${SECRET}#x`, referer: `http://127.0.0.1/#token=${SECRET}` }],
    ['a JSON text within a string', { msg: JSON.stringify({ token: SECRET, detail: 'kept' }) }],
  ])('takes the secret out of %s', (_, line) => {
    const redacted = redact(JSON.stringify(line));
    expect(redacted).not.toContain(SECRET);
    expect(redacted).toContain('[redacted]');
    expect(() => JSON.parse(redacted)).not.toThrow();
  });

  it('hides a numeric password and leaves the rest of the line as it was', () => {
    const line = { level: 'info', password: 4711, images: 3, name: 'bus.jpg' };
    expect(JSON.parse(redact(JSON.stringify(line)))).toEqual({ ...line, password: '[redacted]' });
  });

  it.each([
    'send "Authorization: Bearer TOKEN" with the token of this data folder',
    'the words "token": and nothing after',
    'half a JSON text {"token":"',
    'tokens, cookies and passwords are not secret words',
  ])('leaves prose alone: %s', (msg) => {
    const line = JSON.stringify({ msg, next: 'untouched' });
    expect(JSON.parse(redact(line))).toEqual({ msg: expect.stringContaining(msg), next: 'untouched' });
  });
});
