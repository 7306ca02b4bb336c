import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DetectorExit, DetectorLink, DetectorToService, LoadCommand } from '../contract/messages.ts';
import { createChildLauncher } from './child-process.ts';
import { scrubEnvironment } from './environment.ts';
import { TextTail } from './text-tail.ts';

const obedient = createChildLauncher(join(import.meta.dirname, 'testing/obedient-detector.ts'));
const load = (path: string): LoadCommand => ({
  kind: 'load',
  id: 1,
  path,
  sidecar: null,
  providers: ['cpu'],
  threads: { type: 'auto' },
  known: null,
});

const links: DetectorLink[] = [];
function launch(launcher = obedient, environment: Record<string, string> = {}) {
  const link = launcher({ environment });
  links.push(link);
  const messages: DetectorToService[] = [];
  link.onMessage((message) => messages.push(message));
  const exit = new Promise<DetectorExit>((resolve) => link.onExit(resolve));
  return { link, messages, exit };
}

afterEach(() => {
  for (const link of links.splice(0)) link.kill();
});

describe('child process launcher', () => {
  it('carries typed arrays both ways', async () => {
    const { link, messages } = launch();
    const bytes = Uint8Array.of(1, 2, 255);
    link.post({
      kind: 'detect',
      id: 7,
      image: { type: 'bytes', bytes },
      limits: { max_bytes: 1, max_pixels: 1 },
      floor: 0,
      max_candidates: 1,
      thumbnail: true,
    });
    await vi.waitFor(() => expect(messages).toHaveLength(1), 10_000);
    expect(messages[0]).toMatchObject({ kind: 'thumbnail', id: 7 });
    expect(messages[0]?.kind === 'thumbnail' && messages[0].webp).toEqual(bytes);
  });

  it('hands over the environment without what is none of its business', async () => {
    vi.stubEnv('NODE_OPTIONS', '--no-deprecation');
    vi.stubEnv('SLACK_TOKEN', 'secret');
    vi.stubEnv('CUDA_VISIBLE_DEVICES', '1');
    const { link, messages } = launch(obedient, { VIGIL_TEST: 'given' });
    vi.unstubAllEnvs();
    link.post(load('environment'));
    await vi.waitFor(() => expect(messages).toHaveLength(1), 10_000);
    const seen = JSON.parse(messages[0]?.kind === 'hello' ? messages[0].runtime : '{}');
    expect(seen).toMatchObject({ VIGIL_TEST: 'given', CUDA_VISIBLE_DEVICES: '1', PATH: process.env['PATH'] });
    expect(Object.keys(seen)).not.toContain('SLACK_TOKEN');
    expect(Object.keys(seen)).not.toContain('NODE_OPTIONS');
  });

  it('reports the exit after the last message, with the last lines of standard error', async () => {
    const { link, messages, exit } = launch();
    link.post(load('last words'));
    const { code, signal, stderr } = await exit;
    expect({ code, signal }).toEqual({ code: 3, signal: null });
    expect(messages).toEqual([{ kind: 'heartbeat', rss_bytes: 1 }]);
    expect(stderr.split('\n')).toHaveLength(40);
    expect(stderr).toMatch(/^line 61\n.*\nline 100$/s);
  });

  it('kills what sends a message outside of the contract, and says so', async () => {
    const { link, messages, exit } = launch();
    link.post(load('nonsense'));
    expect(await exit).toMatchObject({ signal: 'SIGKILL', stderr: expect.stringContaining('outside of the contract') });
    expect(messages).toEqual([]);
  });

  it('takes messages to a dead process without complaint', async () => {
    const { link, exit } = launch();
    link.kill();
    link.post(load('environment'));
    expect((await exit).signal).toBe('SIGKILL');
    link.post({ kind: 'shutdown' });
    link.kill();
  });

  it('reports a program that is not there as an exit', async () => {
    const { exit } = launch(createChildLauncher(join(import.meta.dirname, 'absent.ts')));
    const { code, stderr } = await exit;
    expect(code).not.toBe(0);
    expect(stderr).toContain('absent.ts');
  });
});

describe('text tail', () => {
  it('bounds lines in number and length, also where no line ever ends', () => {
    const tail = new TextTail();
    for (let piece = 0; piece < 100; piece++) tail.write('x'.repeat(100));
    expect(tail.toString()).toBe('x'.repeat(500));
    tail.write(`\n${'short\n'.repeat(60)}last`);
    expect(tail.toString().split('\n')).toHaveLength(40);
    expect(tail.toString()).toMatch(/short\nlast$/);
  });
});

describe('scrubbed environment', () => {
  it('compares names without case, as Windows spells them', () => {
    expect(scrubEnvironment({ SystemRoot: 'C:\\Windows', Path: 'C:\\', npm_config_token: 'x' })).toEqual({
      SystemRoot: 'C:\\Windows',
      Path: 'C:\\',
    });
  });
});
