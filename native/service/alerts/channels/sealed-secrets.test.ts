import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolders } from '../../../store/testing/records.ts';
import { Sealed, seal, unseal } from './sealed.ts';
import { IN_PLAIN_FILE, openSecrets, type SecretsKeeper } from './secrets.ts';

const folders = temporaryFolders();
const newKey = () => createSecretKey(randomBytes(32));
const withKey = (key: KeyObject): SecretsKeeper => ({ kept_by: 'system', key });
let folder: string;
let file: string;
let key: KeyObject;
let complaints: string[];
beforeEach(() => {
  folder = folders.make();
  file = join(folder, 'channel-secrets.json');
  key = newKey();
  complaints = [];
});
afterEach(() => folders.remove());
const open = (keeper: SecretsKeeper = withKey(key)) => openSecrets(folder, keeper, (reason) => complaints.push(reason));
const content = () => readFileSync(file, 'utf8');
const asides = () => readdirSync(folder).filter((name) => name.includes('.unreadable-'));

describe('secrets with a key of the system', () => {
  it('are kept for the next console, encrypted, under a new nonce at each write', () => {
    const secrets = open();
    expect(secrets.keptBy()).toBe('system');
    secrets.put('slack.url', 'hush');
    const first = content();
    expect(first).not.toMatch(/hush|slack/);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    secrets.put('slack.url', 'hush');
    const nonceOf = (text: string) => Sealed.parse(JSON.parse(text)).nonce;
    expect(nonceOf(content())).not.toBe(nonceOf(first));
    expect(open().get('slack.url')).toBe('hush');
    expect(complaints).toEqual([]);
  });

  it('that lay there as plain text are encrypted at the first start that has one', () => {
    open(IN_PLAIN_FILE).put('slack.url', 'hush');
    expect(content()).toContain('hush');
    const secrets = open();
    expect([secrets.get('slack.url'), secrets.keptBy(), secrets.problem()]).toEqual(['hush', 'system', null]);
    expect(content()).not.toContain('hush');
    expect(readdirSync(folder)).toEqual(['channel-secrets.json']);
  });

  it('stay plain, which is said, until they can be written', () => {
    open(IN_PLAIN_FILE).put('slack.url', 'hush');
    const inTheWay = `${file}.${process.pid}`;
    mkdirSync(inTheWay);
    const secrets = open();
    expect([secrets.get('slack.url'), secrets.keptBy()]).toEqual(['hush', 'file']);
    expect(complaints).toEqual([expect.stringContaining('plain text')]);
    rmdirSync(inTheWay);
    secrets.put('pagerduty.key', 'key');
    expect(secrets.keptBy()).toBe('system');
    expect(content()).not.toContain('hush');
  });

  it('leave no file behind when the last is forgotten', () => {
    const secrets = open();
    secrets.put('slack.url', 'hush');
    secrets.put('slack.url', null);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['another key', () => withKey(newKey()), 'another key'],
    ['a console without a window', () => IN_PLAIN_FILE, "Open Vigil's window"],
    ['a key store that is locked', () => ({ kept_by: 'file', reason: 'It is locked.' }) as const, 'It is locked.'],
  ])('are not read by %s, which says so and sets them aside once they are stated again', (_, keeper, said) => {
    open().put('slack.url', 'hush');
    const before = content();
    const secrets = open(keeper());
    expect(secrets.get('slack.url')).toBeNull();
    expect(secrets.problem()).toContain(said);
    expect(complaints).toEqual([secrets.problem()]);
    expect(content()).toBe(before);
    expect(asides()).toEqual([]);
    secrets.put('slack.url', 'new');
    expect(secrets.problem()).toBeNull();
    expect(asides().map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([before]);
    expect(secrets.get('slack.url')).toBe('new');
  });

  it('are read again by the one that has their key', () => {
    open().put('slack.url', 'hush');
    open(IN_PLAIN_FILE);
    expect(open().get('slack.url')).toBe('hush');
  });

  it.each(['nonce', 'tag', 'data'] as const)(
    'are refused, without a word of them, where the %s was changed',
    (field) => {
      open().put('slack.url', 'hush');
      const sealed = Sealed.parse(JSON.parse(content()));
      const bytes = Buffer.from(sealed[field], 'base64');
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      writeFileSync(file, JSON.stringify({ ...sealed, [field]: bytes.toString('base64') }));
      expect(open().get('slack.url')).toBeNull();
      expect(complaints).toEqual([expect.stringContaining('the file was changed')]);
    },
  );

  it.each([{ version: 2 }, { tag: 'c2hvcnQ=' }, { nonce: '' }, { data: 'not base64!' }])(
    'are damaged with %j',
    (change) => {
      open().put('slack.url', 'hush');
      writeFileSync(file, JSON.stringify({ ...Sealed.parse(JSON.parse(content())), ...change }));
      expect(open().problem()).toContain('damaged');
    },
  );
});

describe('the seal', () => {
  it('is opened by its own key alone, whatever the text', () => {
    for (const text of ['', '{}', 'ä'.repeat(1_000)]) expect(unseal(seal(text, key), key)).toBe(text);
    expect(unseal(seal('hush', key), newKey())).toBeNull();
  });

  it('has a key that no log spells out', () => {
    const raw = randomBytes(32);
    const shown = `${inspect(withKey(createSecretKey(raw)), { depth: null, showHidden: true })}${JSON.stringify(withKey(createSecretKey(raw)))}`;
    expect(shown).not.toContain(raw.toString('base64'));
    expect(shown).not.toContain(raw.toString('hex'));
  });
});
