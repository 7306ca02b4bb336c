import { type ChildProcess, fork } from 'node:child_process';
import { createSecretKey, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChannelList } from '../native/contract/http/channels.ts';
import { Sealed, unseal } from '../native/service/alerts/channels/sealed.ts';
import { waitFor, waitUntil } from '../native/testing/patience.ts';
import { type SecretsStart, type ToServiceHost, ToShell } from './processes/messages.ts';

let folder: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-host-'));
});
afterEach(async () => {
  await Promise.all(children.splice(0).map(end));
  rmSync(folder, { recursive: true, force: true });
});

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.send({ kind: 'stop' } satisfies ToServiceHost);
  await once(child, 'exit');
}

/** The process of the service, as the shell starts it, and what it tells. */
function start(secrets: SecretsStart) {
  const shim = pathToFileURL(join(import.meta.dirname, 'testing/parent-port.ts')).href;
  const child = fork(join(import.meta.dirname, 'service-host.ts'), [], { execArgv: ['--import', shim] });
  children.push(child);
  const told: ToShell[] = [];
  child.on('message', (message) => told.push(ToShell.parse(message)));
  child.send({
    ...{ kind: 'start', data_folder: folder, version: '1.2.3', port: 0, starter_model: null },
    secrets,
  } satisfies ToServiceHost);
  const tells = async <Kind extends ToShell['kind']>(kind: Kind) => {
    const found = () => told.find((message): message is Extract<ToShell, { kind: Kind }> => message.kind === kind);
    await waitUntil(found);
    return found() as Extract<ToShell, { kind: Kind }>;
  };
  return { child, tells };
}

const channelsAt = async (url: string) =>
  ChannelList.parse(await (await fetch(`${url}/v1/monitoring/channels`)).json());
const put = (url: string) =>
  fetch(`${url}/v1/monitoring/channels/slack`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: '{"url": "https://hooks.example.com/hush"}',
  });
const secretsFile = () => readFileSync(join(folder, 'channel-secrets.json'), 'utf8');

describe('the process of the service', () => {
  it('encrypts secrets with the key of its first message, and shows that key to nobody', async () => {
    const key = randomBytes(32);
    const { child, tells } = start({ kept_by: 'system', key: key.toString('base64') });
    const { url } = await tells('listening');
    expect((await put(url)).status).toBe(200);
    expect(await channelsAt(url)).toMatchObject({ secrets_kept_by: 'system', secrets_problem: null });
    const text = unseal(Sealed.parse(JSON.parse(secretsFile())), createSecretKey(key));
    expect(text).toBe('{"slack.url":"https://hooks.example.com/hush"}');
    expect(await tells('alerts')).toMatchObject({ count: 0, worst: null, sentence: 'No alert fires' });
    expect(await tells('state')).toMatchObject({ state: 'no_model' });
    const visible =
      process.platform === 'linux' ? ['cmdline', 'environ'].map((name) => `/proc/${child.pid}/${name}`) : [];
    const written = globSync(join(folder, '**/*')).filter((file) =>
      statSync(file, { throwIfNoEntry: false })?.isFile(),
    );
    expect(written.length).toBeGreaterThan(2);
    for (const file of [...visible, ...written]) {
      const bytes = readFileSync(file);
      for (const shape of [key, key.toString('base64'), key.toString('hex'), 'hush'])
        expect(bytes.includes(shape)).toBe(false);
    }
  });

  it('says that it cannot read them without that key, and keeps on', async () => {
    const first = start({ kept_by: 'system', key: randomBytes(32).toString('base64') });
    await put((await first.tells('listening')).url);
    await end(first.child);
    const before = secretsFile();
    const { tells } = start({ kept_by: 'file', reason: 'This session has no keyring.' });
    const { url } = await tells('listening');
    const { secrets_kept_by, secrets_problem, channels } = await channelsAt(url);
    expect(secrets_kept_by).toBe('file');
    expect(secrets_problem).toMatch(/no keyring.*state them again/);
    expect(channels.find(({ name }) => name === 'slack')?.configured).toBe(false);
    expect(secretsFile()).toBe(before);
    const log = () =>
      globSync(join(folder, 'logs/*'))
        .map((file) => readFileSync(file, 'utf8'))
        .join('');
    // It is written behind.
    await waitFor(() => expect(log()).toContain('cannot be read: they are encrypted'));
  });
});
