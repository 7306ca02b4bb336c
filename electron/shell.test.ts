import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { waitFor } from '../native/testing/patience.ts';
import { OPENED } from './bridge/names.ts';
import { SecretsStart, ToServiceHost } from './processes/messages.ts';
import type { ElectronDouble, ProcessDouble } from './testing/electron-double.ts';
import { ShellUnderTest } from './testing/shell-under-test.ts';

let shell: ShellUnderTest;
let folder: string;
let electron: ElectronDouble;

beforeEach(() => {
  shell = new ShellUnderTest();
  ({ folder, electron } = shell);
});
afterEach(() => shell.close());

const start = (argv?: string[]) => shell.start(argv);
const service = () => shell.service();
const listening = () => shell.listening();
const ask = (name: string, ...args: unknown[]) => shell.ask(name, ...args);
const preventable = (fields: object = {}) => ({
  ...fields,
  prevented: false,
  preventDefault() {
    this.prevented = true;
  },
});

describe('starting', () => {
  it('shows one sandboxed window once the service listens', async () => {
    await start();
    expect(electron.windows).toHaveLength(0);
    listening();
    expect(electron.windows[0]?.loaded).toBe(shell.url);
    expect(electron.windows[0]?.options['webPreferences']).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    });
  });

  it('leaves to the instance that runs already', async () => {
    electron.app.lock = false;
    expect(await start()).toBe(false);
    expect(electron.app.quits).toBe(1);
    expect(electron.processes).toHaveLength(0);
  });

  it('brings the window to the front for a second start, with its files', async () => {
    const image = join(folder, 'a.jpg');
    writeFileSync(image, 'x');
    await start();
    listening();
    electron.app.emit('second-instance', {}, ['vigil', '--flag', 'a.jpg', 'missing.png', 'notes.txt'], folder);
    expect(electron.windows).toHaveLength(1);
    expect(electron.windows[0]?.calls).toEqual(['restore', 'show', 'focus']);
    expect(electron.windows[0]?.webContents.sent).toContainEqual([OPENED, { kind: 'files', paths: [image] }]);
  });

  it('says why it cannot run and quits', async () => {
    await start();
    service().emit('message', {
      kind: 'failed',
      code: 'port_in_use',
      title: 'The port is taken',
      detail: 'Choose one.',
    });
    service().emit('exit', 3);
    expect(electron.errors).toEqual(['Vigil cannot run: The port is taken: Choose one.']);
    expect(electron.app.quits).toBe(1);
  });

  it('keeps where the window stood and opens it there again', async () => {
    await start();
    listening();
    electron.windows[0]?.emit('close');
    expect(JSON.parse(readFileSync(join(folder, 'window.json'), 'utf8'))).toMatchObject({ x: 10, maximized: true });
    electron.windows[0]?.emit('closed');
    electron.app.emit('activate');
    expect(electron.windows[1]?.options).toMatchObject({ x: 10, y: 20, width: 1000, height: 700 });
    expect(electron.windows[1]?.calls).toContain('maximize');
  });

  it('starts with a plain window when the kept state is broken', async () => {
    writeFileSync(join(folder, 'window.json'), '{"x": "left"');
    await start();
    listening();
    expect(electron.windows[0]?.options).toMatchObject({ width: 1280 });
  });
});

describe('the processes', () => {
  it('joins a detector to the service by a channel and tells of its end', async () => {
    await start();
    service().emit('message', { kind: 'launch', id: 7, environment: { A: 'b' } });
    const detector = electron.processes.find(({ entry }) => entry.endsWith('detector.js')) as ProcessDouble;
    detector.emit('spawn');
    expect(detector.posted[0]).toMatchObject({ message: { kind: 'link' }, ports: [expect.anything()] });
    expect(service().posted).toContainEqual({
      message: { kind: 'detector', id: 7, pid: null },
      ports: [expect.anything()],
    });
    detector.stderr.write('driver lost\n');
    await waitFor(() => expect(detector.stderr.readableLength).toBe(0));
    detector.emit('exit', 139);
    expect(service().posted.at(-1)?.message).toEqual({ kind: 'exited', id: 7, code: 139, stderr: 'driver lost' });
  });

  it('hands the service the model that comes with Vigil', async () => {
    await start();
    expect(service().posted[0]?.message).toMatchObject({ kind: 'start', starter_model: '/app/models/starter.onnx' });
  });

  it('hands the service the key of secrets in its first message, and nowhere that others could read', async () => {
    await start();
    const { key } = SecretsStart.options[0].parse(ToServiceHost.options[0].parse(service().posted[0]?.message).secrets);
    service().emit('message', { kind: 'launch', id: 1, environment: {} });
    const visible = JSON.stringify([electron.processes.map(({ forkedWith }) => forkedWith), process.env, process.argv]);
    expect(visible).toContain('Vigil detector');
    expect(visible).not.toContain(key);
    expect(electron.trayStates.join()).not.toContain(key);
  });

  it('hands the same key to a service that is started again', async () => {
    vi.useFakeTimers();
    try {
      await start();
      service().emit('exit', 139);
      await vi.runAllTimersAsync();
      const [first, second] = electron.processes.map(({ posted }) => posted[0]?.message);
      expect(second).toEqual(first);
    } finally {
      vi.useRealTimers();
    }
  });

  it('tells the service why there is no key', async () => {
    electron.keyStore.available = false;
    await start();
    expect(service().posted[0]?.message).toMatchObject({
      secrets: { kept_by: 'file', reason: 'This system offers no key store.' },
    });
  });

  it('starts the service again when it dies, and gives up when it keeps dying', async () => {
    vi.useFakeTimers();
    try {
      await start();
      for (let death = 1; death <= 4; death++) {
        (electron.processes.at(-1) as ProcessDouble).emit('exit', 139);
        await vi.runAllTimersAsync();
        expect(electron.processes).toHaveLength(death + 1);
      }
      (electron.processes.at(-1) as ProcessDouble).emit('exit', 139);
      await vi.runAllTimersAsync();
      expect(electron.processes).toHaveLength(5);
      expect(electron.errors[0]).toContain('139');
    } finally {
      vi.useRealTimers();
    }
  });

  it('stops the service before it quits', async () => {
    await start();
    listening();
    const event = preventable();
    electron.app.emit('before-quit', event);
    expect(event.prevented).toBe(true);
    expect(service().posted.at(-1)?.message).toEqual({ kind: 'stop' });
    service().emit('exit', 0);
    await waitFor(() => expect(electron.app.quits).toBe(1));
    expect(electron.errors).toEqual([]);
  });
});

describe('what the page may do', () => {
  beforeEach(async () => {
    await start();
    listening();
  });

  it('grants the clipboard to our page and nothing to anybody else', () => {
    const answers: Record<string, boolean> = {};
    for (const [permission, url] of [
      ['clipboard-read', `${shell.url}/detect`],
      ['clipboard-read', 'http://127.0.0.1:9999/'],
      ['media', `${shell.url}/`],
      ['geolocation', `${shell.url}/`],
    ] as const) {
      const answer = (granted: boolean) => {
        answers[`${permission} ${url}`] = granted;
      };
      electron.request?.({}, permission, answer, { requestingUrl: url });
    }
    expect(Object.values(answers)).toEqual([true, false, false, false]);
    expect(electron.check?.({}, 'midi', shell.url)).toBe(false);
  });

  it.each([
    'http://127.0.0.1:81234/',
    'http://127.0.0.1:8123.evil.example/',
    'https://127.0.0.1:8123/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://user@127.0.0.1:9/',
  ])('never navigates to %s', (url) => {
    const contents = electron.windows[0]?.webContents;
    electron.app.emit('web-contents-created', {}, contents);
    const event = preventable({ url });
    contents?.emit('will-navigate', event);
    expect(event.prevented).toBe(true);
  });

  it('opens web links outside and denies every window', () => {
    const contents = electron.windows[0]?.webContents;
    electron.app.emit('web-contents-created', {}, contents);
    expect(contents?.openHandler?.({ url: 'https://example.com/' })).toEqual({ action: 'deny' });
    expect(contents?.openHandler?.({ url: 'file:///etc/passwd' })).toEqual({ action: 'deny' });
    expect(electron.opened).toEqual(['https://example.com/']);
  });

  it('answers only the top frame of its own page', async () => {
    const handler = electron.handlers.get('vigil:notify');
    const arg = { title: 'a', body: 'b' };
    await expect(handler?.({ senderFrame: { url: 'http://evil.example/', parent: null } }, arg)).rejects.toThrow('own');
    await expect(handler?.({ senderFrame: { url: shell.url, parent: {} } }, arg)).rejects.toThrow('own');
    await expect(handler?.({ senderFrame: null }, arg)).rejects.toThrow('own');
    void ask('notify', arg);
    await expect.poll(() => electron.notifications.map(({ options }) => options)).toEqual([arg]);
  });

  it('answers whether a notification was clicked, which brings the window to the front', async () => {
    const answers = [ask('notify', { title: 'a', body: '' }), ask('notify', { title: 'b', body: '' })];
    await expect.poll(() => electron.notifications.length).toBe(2);
    const [clicked, closed] = electron.notifications;
    closed?.emit('close');
    expect(electron.windows[0]?.calls).not.toContain('focus');
    clicked?.emit('click');
    expect(await Promise.all(answers)).toEqual([true, false]);
    expect(electron.windows[0]?.calls).toEqual(expect.arrayContaining(['restore', 'show', 'focus']));
  });

  it('refuses malformed arguments', async () => {
    await expect(ask('notify', { title: 1 })).rejects.toThrow('arguments');
    await expect(ask('reveal')).rejects.toThrow('arguments');
  });

  it('reads only files that the user opened', async () => {
    const chosen = join(folder, 'b.png');
    writeFileSync(chosen, 'pixels');
    await expect(ask('readGranted', chosen)).rejects.toThrow('not opened');
    electron.dialogAnswer = { canceled: false, filePaths: [chosen] };
    expect(await ask('chooseImages')).toEqual([chosen]);
    expect(Buffer.from((await ask('readGranted', chosen)) as Uint8Array).toString()).toBe('pixels');
  });

  it('reveals the data folder and only what lies in it', async () => {
    expect(await ask('reveal', folder)).toBe(true);
    expect(electron.opened).toEqual([folder]);
    expect(await ask('reveal', join(folder, 'history.db'))).toBe(true);
    expect(await ask('reveal', `${folder}-evil/x`)).toBe(false);
    expect(await ask('reveal', join(folder, '..', 'x'))).toBe(false);
    expect(await ask('reveal', join(folder, '..'))).toBe(false);
    expect(await ask('openOutside', 'file:///etc/passwd')).toBe(false);
  });
});
