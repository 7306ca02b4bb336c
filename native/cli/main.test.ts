import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { childPids } from '../testing/console.ts';
import { entry, findOlderNode, firstOutput, runVigil } from './testing/run-vigil.ts';

const olderNode = findOlderNode();
const nodes: [whose: string, node: string][] = [['its own', process.execPath]];
if (olderNode !== null) nodes.push(['an older', olderNode]);
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(nodes)('the command on %s Node.js', (_, node) => {
  it('says its version', async () => {
    expect(await runVigil(['--version'], { node })).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  it('passes the exit status and the error through', async () => {
    const ended = await runVigil(['status', '--data-dir', folder], { node });
    expect(ended).toMatchObject({ status: 3, stdout: '' });
    expect(ended.stderr).toMatch(/^vigil: The console does not answer: No console runs on the data folder .*\n$/);
  });

  it('passes SIGTERM through, and the status of the orderly end', async () => {
    const child = spawn(node, [entry, 'serve', '--port', '0', '--data-dir', join(folder, 'serve')], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await firstOutput(child);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

describe.skipIf(olderNode === null)('the command on a Node.js too old for it', () => {
  it('says what to install where the project has no Node.js of its own', async () => {
    const bare = join(folder, 'bare');
    await mkdir(join(bare, 'bin'), { recursive: true });
    await cp(entry, join(bare, 'bin/vigil.mjs'));
    const child = spawn(olderNode as string, [join(bare, 'bin/vigil.mjs'), '--help'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk;
    });
    expect(await once(child, 'close')).toEqual([3, null]);
    expect(stderr).toMatch(/^vigil: This Node\.js cannot run Vigil: it is v\d+.*npm ci.*install Node\.js 24.*\n$/);
  });

  it.skipIf(process.platform !== 'linux')('leaves no console behind when it is killed', async () => {
    const args = [entry, 'serve', '--port', '0', '--data-dir', join(folder, 'killed')];
    const child = spawn(olderNode as string, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    await firstOutput(child);
    const [server] = childPids(child.pid as number, 'vigil.mjs') as [number];
    child.kill('SIGKILL');
    await expect.poll(() => isAlive(server), { timeout: 20_000 }).toBe(false);
  });
});

describe.skipIf(process.platform === 'win32')('the command started by npm', () => {
  it('ends when the shell between them is ended', async () => {
    const command = `"${process.execPath}" "${entry}" serve --port 0 --data-dir "${join(folder, 'npm')}"; true`;
    const shell = spawn('sh', ['-c', command], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, npm_command: 'exec' },
    });
    await firstOutput(shell);
    const { pid } = JSON.parse(readFileSync(join(folder, 'npm/console.json'), 'utf8'));
    shell.kill('SIGTERM');
    await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('help', () => {
  it.each([
    [['--help']],
    [['serve', '--help']],
    [['detect', '--help']],
    [['models', '--help']],
    [['models', 'list', '--help']],
    [['models', 'load', '--help']],
    [['status', '--help']],
    [['evaluate', '--help']],
    [['demo', '--help']],
    [['demo', 'scenes', '--help']],
    [['demo', 'start', '--help']],
    [['demo', 'stop', '--help']],
    [['demo', 'status', '--help']],
    [['demo', 'clear', '--help']],
  ])('vigil %j has an example', async (args) => {
    const ended = await runVigil(args);
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(ended.stdout).toContain('\nExample: vigil ');
  });
});

describe('wrong use', () => {
  it.each([
    ['no command', [], /^Usage: vigil/],
    ['an unknown command', ['detct'], /unknown command 'detct'.*Did you mean detect\?.*See --help\.$/],
    ['an unknown option', ['serve', '--prot', '1'], /unknown option '--prot'.*Did you mean --port\?/],
    ['a port that is none', ['serve', '--port', '99999'], /--port.*99999.*65535/],
    ['no files', ['detect'], /missing required argument 'files'/],
    ['a threshold below the floor', ['detect', 'a.jpg', '--conf', '0.01'], /--conf.*0\.01.*0\.05/],
    ['an empty number', ['detect', 'a.jpg', '--iou', ''], /--iou.*empty/],
    ['an unknown provider', ['detect', 'a.jpg', '--provider', 'cude'], /--provider.*"cuda"/],
    ['an address that is none', ['status', '--url', 'localhost'], /--url.*http:/],
    ['a subcommand left out', ['models'], /^Usage: vigil models/],
  ])('%s ends with 2', async (_, args, message) => {
    const ended = await runVigil(args);
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr.trim().replaceAll('\n', ' ')).toMatch(message);
  });

  it('is JSON on stdout where JSON was asked for', async () => {
    const ended = await runVigil(['detect', '--json', '--conf', '7', 'a.jpg']);
    expect(ended).toMatchObject({ status: 2, stderr: '' });
    expect(JSON.parse(ended.stdout)).toEqual({
      code: 'invalid_parameter',
      detail: expect.stringContaining("'--conf <score>' argument '7' is invalid"),
    });
  });

  it('takes --json after -- for a file name', async () => {
    const ended = await runVigil(['detect', '--model', 'm.onnx', '--', '--json'], { cwd: folder });
    expect(ended).toMatchObject({ status: 3, stdout: '' });
    expect(ended.stderr).toContain('--json: There is no such file');
  });
});
