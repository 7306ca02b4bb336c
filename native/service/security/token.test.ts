import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptToken, readOrCreateToken } from './token.ts';

describe('token', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigil-token-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is made of 32 random bytes, for its owner alone, and kept', () => {
    const token = readOrCreateToken(folder);
    expect(Buffer.from(token.value, 'base64url')).toHaveLength(32);
    expect(statSync(join(folder, 'token')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'token'), 'utf8').trim()).toBe(token.value);
    expect(readOrCreateToken(folder)).toEqual(token);
  });

  it.each([
    ['empty', ''],
    ['too short', 'abc'],
    ['no base64url', '!'.repeat(43)],
  ])('is made anew where the file is %s', (_what, text) => {
    writeFileSync(join(folder, 'token'), text, { mode: 0o600 });
    expect(readOrCreateToken(folder).value).toHaveLength(43);
  });

  it.skipIf(process.platform === 'win32')('is made anew where others could have read it', () => {
    const first = readOrCreateToken(folder);
    chmodSync(join(folder, 'token'), 0o644);
    const second = readOrCreateToken(folder);
    expect(second.value).not.toBe(first.value);
    expect(statSync(join(folder, 'token')).mode & 0o777).toBe(0o600);
  });

  it('is not read through a link', () => {
    writeFileSync(join(folder, 'elsewhere'), 'A'.repeat(43), { mode: 0o600 });
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'token'));
    expect(readOrCreateToken(folder).value).not.toBe('A'.repeat(43));
    expect(readFileSync(join(folder, 'elsewhere'), 'utf8')).toBe('A'.repeat(43));
  });

  it('says which file is in the way', () => {
    mkdirSync(join(folder, 'token'));
    expect(() => readOrCreateToken(folder)).toThrow(join(folder, 'token'));
  });

  it('may be chosen, if it is long enough to guard something', () => {
    expect(acceptToken('sixteen-letters!').value).toBe('sixteen-letters!');
    expect(() => acceptToken('short')).toThrow('16');
    expect(() => acceptToken('with spaces in it all over')).toThrow('spaces');
  });
});
