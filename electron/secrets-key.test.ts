import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSecretsKey } from './secrets-key.ts';
import { KeyStoreDouble } from './testing/key-store-double.ts';

let folder: string;
let file: string;
let store: KeyStoreDouble;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-key-'));
  file = join(folder, 'console/channel-secrets.key');
  store = new KeyStoreDouble();
});
afterEach(() => rmSync(folder, { recursive: true }));
const read = (options: Parameters<typeof readSecretsKey>[2] = { platform: 'linux' }) =>
  readSecretsKey(store, join(folder, 'console'), options);

describe('the key of secrets', () => {
  it('is made once, of 32 bytes, kept encrypted for its owner alone, and the same at each start', async () => {
    const first = await read();
    const { key } = first.kept_by === 'system' ? first : expect.fail();
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    expect(readFileSync(file, 'utf8')).not.toContain(key);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await read()).toEqual(first);
  });

  it('is none where nothing would protect it, and then nothing is written', async () => {
    store.backend = 'basic_text';
    expect(await read()).toEqual({ kept_by: 'file', reason: expect.stringContaining('no keyring') });
    expect(await read({ platform: 'darwin' })).toMatchObject({ kept_by: 'system' });
    rmSync(join(folder, 'console'), { recursive: true });
    store.available = false;
    expect(await read({ platform: 'win32' })).toEqual({
      kept_by: 'file',
      reason: expect.stringContaining('no key store'),
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that can no longer be decrypted is set aside for a new one', async () => {
    const first = await read();
    const before = readFileSync(file);
    store.master = 'another machine';
    const next = await read();
    expect(next.kept_by).toBe('system');
    expect(next).not.toEqual(first);
    const [aside] = readdirSync(join(folder, 'console')).filter((name) => name.includes('.unreadable-'));
    expect(readFileSync(join(folder, 'console', aside ?? '')).equals(before)).toBe(true);
    expect(await read()).toEqual(next);
  });

  it('stays where it is while the store is locked', async () => {
    const first = await read();
    store.locked = true;
    expect(await read()).toEqual({ kept_by: 'file', reason: expect.stringContaining('locked') });
    expect(readdirSync(join(folder, 'console'))).toEqual(['channel-secrets.key']);
    store.locked = false;
    expect(await read()).toEqual(first);
  });

  it('is encrypted anew where the store asks for it', async () => {
    const first = await read();
    const before = readFileSync(file);
    store.rotated = true;
    expect(await read()).toEqual(first);
    expect(readFileSync(file).equals(before)).toBe(false);
  });

  it('is not waited for without end', async () => {
    store.hangs = true;
    expect(await read({ patienceMs: 1 })).toEqual({
      kept_by: 'file',
      reason: expect.stringContaining('did not answer'),
    });
  });

  it('is none where it cannot be kept', async () => {
    writeFileSync(join(folder, 'console'), 'in the way');
    expect(await read()).toEqual({ kept_by: 'file', reason: expect.stringContaining('failed') });
  });
});
