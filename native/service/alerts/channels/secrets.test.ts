import { chmodSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolders } from '../../../store/testing/records.ts';
import { IN_PLAIN_FILE, openSecrets } from './secrets.ts';

const folders = temporaryFolders();
let folder: string;
let file: string;
let complaints: string[];
beforeEach(() => {
  folder = folders.make();
  file = join(folder, 'channel-secrets.json');
  complaints = [];
});
afterEach(() => folders.remove());
const open = () => openSecrets(folder, IN_PLAIN_FILE, (reason) => complaints.push(reason));

describe('secrets', () => {
  it('are kept for the next console, in a file of the owner alone, until they are taken back', () => {
    const secrets = open();
    expect(secrets.get('slack.url')).toBeNull();
    secrets.put('slack.url', 'hush');
    secrets.put('pagerduty.key', 'key');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    open().put('pagerduty.key', null);
    const next = open();
    expect([next.get('slack.url'), next.get('pagerduty.key'), complaints]).toEqual(['hush', null, []]);
  });

  it.skipIf(process.platform === 'win32')('are closed to others who could read them', () => {
    writeFileSync(file, '{"slack.url":"hush"}');
    chmodSync(file, 0o644);
    expect(open().get('slack.url')).toBe('hush');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(complaints).toEqual([expect.stringContaining('could be read by others')]);
  });

  it.each(['{"slack.url": "hush', '["hush"]', '{"slack.url": 7, "a": "hush"}'])(
    'are none where %s was kept, which is said without them',
    (text) => {
      writeFileSync(file, text, { mode: 0o600 });
      const secrets = open();
      expect(secrets.get('slack.url')).toBeNull();
      expect(complaints).toEqual([expect.stringContaining('State them again')]);
      expect(complaints[0]).not.toContain('hush');
      secrets.put('slack.url', 'new');
      expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ 'slack.url': 'new' });
    },
  );

  it.skipIf(process.platform === 'win32')('are not read from a link, nor written to where it leads', () => {
    const elsewhere = join(folder, 'elsewhere');
    writeFileSync(elsewhere, '{"slack.url":"theirs"}', { mode: 0o600 });
    symlinkSync(elsewhere, file);
    const secrets = open();
    expect(secrets.get('slack.url')).toBeNull();
    secrets.put('slack.url', 'ours');
    expect(readFileSync(elsewhere, 'utf8')).toBe('{"slack.url":"theirs"}');
    expect(open().get('slack.url')).toBe('ours');
  });

  it('change nothing where they cannot be written', () => {
    const secrets = openSecrets(join(folder, 'absent'), IN_PLAIN_FILE, () => {});
    expect(() => secrets.put('slack.url', 'hush')).toThrow(expect.objectContaining({ code: 'data_folder_unusable' }));
    expect(secrets.get('slack.url')).toBeNull();
  });
});
