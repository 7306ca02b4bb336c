import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { build, isStale, type Target } from './build.ts';
import { runDesktop, shellOptions, whyNoWindow } from './start/desktop.ts';
import { electronExecutable, fetchElectron, findElectron, firstError } from './start/electron-runtime.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vigil-start-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, text: string, seconds: number) => {
  const file = join(root, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  utimesSync(file, seconds, seconds);
};

describe('the build', () => {
  const target: Target = {
    name: 'the page',
    product: 'dist/page.html',
    sources: ['source', 'config.ts'],
    command: ['make.mjs'],
  };
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  beforeEach(() => {
    lines.length = 0;
    write('source/deep/a.ts', '', 100);
    write('config.ts', '', 100);
    write(
      'make.mjs',
      `import { mkdirSync, writeFileSync } from 'node:fs';
       mkdirSync('dist', { recursive: true });
       writeFileSync('dist/page.html', '');`,
      100,
    );
  });

  it('is done once, and again when a source has changed, but not for a test', async () => {
    await build(root, target, say);
    await build(root, target, say);
    expect(lines).toEqual(['Building the page']);
    utimesSync(join(root, 'dist/page.html'), 200, 200);
    write('source/deep/a.test.ts', '', 300);
    expect(isStale(root, target)).toBe(false);
    write('source/deep/b.ts', '', 300);
    expect(isStale(root, target)).toBe(true);
  });

  it('says so when it fails, and makes do with what is there where nothing can build', async () => {
    write('make.mjs', 'process.exit(7)', 100);
    await expect(build(root, target, say)).rejects.toThrow('the page cannot be built: see above (it ended with 7)');
    const unable = { ...target, command: ['absent.mjs'] };
    await expect(build(root, unable, say)).rejects.toThrow(/absent\.mjs is missing. Run "npm ci"/);
    write('dist/page.html', 'old', 50);
    await build(root, unable, say);
  });
});

describe('the Electron runtime', () => {
  it('is found where it was put, or where npm keeps it', () => {
    expect(findElectron(root, {}, 'linux')).toBeNull();
    write('node_modules/electron/dist/electron', '', 1);
    expect(findElectron(root, {}, 'linux')).toBe(join(root, 'node_modules/electron/dist/electron'));
    const given = { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'mine') };
    expect(findElectron(root, given, 'win32')).toBeNull();
    write('mine/electron.exe', '', 1);
    expect(findElectron(root, given, 'win32')).toBe(join(root, 'mine/electron.exe'));
    expect(electronExecutable('darwin')).toContain('Electron.app/');
  });

  it('is fetched, or it is said why not', async () => {
    expect(await fetchElectron(root, 60_000).failure).toBe('the npm package electron is not installed');
    write('node_modules/electron/install.js', 'process.exit(0)', 1);
    expect(await fetchElectron(root, 60_000).failure).toBeNull();
    write('node_modules/electron/install.js', 'console.error("TypeError: fetch failed\\n  at x"); process.exit(1)', 1);
    expect(await fetchElectron(root, 60_000).failure).toBe('its runtime cannot be fetched (TypeError: fetch failed)');
    expect(firstError('')).toBe('for no reason given');
  });

  it('is not waited for longer than the limit', async () => {
    write('node_modules/electron/install.js', 'setInterval(() => undefined, 1000)', 1);
    const fetching = fetchElectron(root, 50);
    expect(await fetching.failure).toMatch(/did not come within 0\.05 s/);
    fetching.abandon();
  });
});

describe('the desktop shell', () => {
  it('takes the port, the data folder and files, and no other option', () => {
    expect(shellOptions(['--port', '9000', '--data-dir', root, 'a.jpg'])).toEqual({
      ok: true,
      environment: { VIGIL_PORT: '9000', VIGIL_DATA: root },
      files: ['a.jpg'],
    });
    expect(shellOptions(['--model', 'x.onnx'])).toEqual({
      ok: false,
      reason: '--model is for the console without one',
    });
  });

  it('needs a display, and a user with a sandbox', () => {
    expect(whyNoWindow(true, false)).toBeNull();
    expect(whyNoWindow(false, false)).toBe('there is no display');
    expect(whyNoWindow(true, true)).toMatch(/sandbox/);
  });

  const electron = (script: string) => {
    write('electron', `#!${process.execPath}\n${script}`, 1);
    chmodSync(join(root, 'electron'), 0o755);
    return join(root, 'electron');
  };
  const options = { ok: true, environment: { VIGIL_PORT: '9000' }, files: ['a.jpg'] } as const;

  it.skipIf(process.platform === 'win32')('is run with them to its end', async () => {
    const script = `process.exit(process.argv[2] === 'main.js' && process.argv[3] === 'a.jpg' && process.env.VIGIL_PORT === '9000' ? 0 : 9)`;
    expect(await runDesktop(electron(script), 'main.js', { ...options, files: [...options.files] })).toEqual({
      started: true,
      status: 0,
    });
  });

  it.skipIf(process.platform === 'win32')('says why where it cannot start', async () => {
    const plain = { ...options, files: [] };
    const script = `console.error('libgtk-3.so.0: cannot open shared object file'); process.exit(127)`;
    expect(await runDesktop(electron(script), 'main.js', plain)).toEqual({
      started: false,
      reason: 'Electron ended with 127: libgtk-3.so.0: cannot open shared object file',
    });
    expect(await runDesktop(join(root, 'absent'), 'main.js', plain)).toMatchObject({ started: false });
  });
});

describe('npm start', () => {
  it('explains what it takes', async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'start.ts'), '--help'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(stdout).toContain('Usage: vigil serve');
  });
});
