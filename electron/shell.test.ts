import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AlertList } from '../native/contract/http/alerts.ts';
import { waitFor } from '../native/testing/patience.ts';
import { OPENED } from './bridge/names.ts';
import { SecretsStart, ToServiceHost } from './processes/messages.ts';
import { alertReport } from './processes/tray-report.ts';
import { runShell } from './shell.ts';
import { type ElectronDouble, electronDouble, type ProcessDouble } from './testing/electron-double.ts';

const FIRING = {
  ...{
    id: 1,
    name: 'HighLatency',
    severity: 'warning',
    component: 'api',
    labels: {},
    state: 'firing',
    summary: 'Slow',
  },
  ...{ description: 'Slow.', value: 600, comparator: '>', threshold: 500, unit: 'ms', series: null, runbook: 'x' },
  ...{ started_at: '2026-01-05T08:00:00.000Z', fired_at: '2026-01-05T08:05:00.000Z', resolved_at: null },
  ...{
    resolved_reason: null,
    acknowledged_at: null,
    acknowledged_by: null,
    comment: null,
    silenced_until: null,
    inhibited_by: null,
  },
};
const URL_OF_CONSOLE = 'http://127.0.0.1:8123';
let folder: string;
let electron: ElectronDouble;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-shell-'));
  electron = electronDouble();
});
afterEach(() => rmSync(folder, { recursive: true }));

const start = (argv: string[] = ['vigil']) =>
  runShell(electron.api, {
    entries: '/app',
    icon: '/app/icon.png',
    dataFolder: folder,
    version: '1.2.3',
    port: null,
    starterModel: '/app/models/starter.onnx',
    argv,
  });
const preventable = (fields: object = {}) => ({
  ...fields,
  prevented: false,
  preventDefault() {
    this.prevented = true;
  },
});
const service = () => electron.processes.find(({ entry }) => entry.endsWith('service-host.js')) as ProcessDouble;
const listening = () => service().emit('message', { kind: 'listening', url: URL_OF_CONSOLE, data_folder: folder });
const ask = (name: string, ...args: unknown[]) =>
  electron.handlers.get(`vigil:${name}`)?.(
    { senderFrame: { url: `${URL_OF_CONSOLE}/detect`, parent: null } },
    ...args,
  ) as Promise<unknown>;

describe('starting', () => {
  it('shows one sandboxed window once the service listens', async () => {
    await start();
    expect(electron.windows).toHaveLength(0);
    listening();
    expect(electron.windows[0]?.loaded).toBe(URL_OF_CONSOLE);
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

describe('the tray', () => {
  const item = (label: RegExp) =>
    electron.menu.find((entry) => label.test(entry.label ?? '')) ?? expect.fail(`no ${label} in the menu`);
  const choose = (label: RegExp) => (item(label).click as (() => void) | undefined)?.();
  const fires = (alerts: object[]) => service().emit('message', alertReport(AlertList.parse({ alerts })));
  const alert = (severity: string) => ({ ...FIRING, severity });

  it('says in words and by a mark how many alerts fire and how grave the worst is', async () => {
    await start();
    listening();
    expect(item(/Alerts/).label).toBe('Alerts');
    service().emit('message', { kind: 'state', state: 'ready', sentence: 'parts on cpu' });
    fires([alert('warning'), alert('critical'), { ...alert('critical'), silenced_until: '2030-01-01T00:00:00.000Z' }]);
    expect(electron.trayStates.at(-1)).toBe('Vigil: parts on cpu\n2 alerts fire, the worst critical');
    expect(electron.menu.map(({ label }) => label)).toEqual([
      '✓ parts on cpu',
      '‼ 2 alerts fire, the worst critical',
      undefined,
      'Open Vigil',
      'Quit',
    ]);
    expect(electron.app.badge).toBe(2);
    fires([]);
    expect(electron.trayStates.at(-1)).toBe('Vigil: parts on cpu');
    expect(item(/alert/).label).toBe('No alert fires');
    expect(electron.app.badge).toBe(0);
  });

  it('claims nothing of alerts while the service is being restarted', async () => {
    vi.useFakeTimers();
    try {
      await start();
      listening();
      fires([alert('warning')]);
      expect(item(/alert/).label).toBe('! One alert fires, warning');
      service().emit('exit', 139);
      expect(item(/restarted/).label).toBe('! The service is being restarted');
      expect(item(/Alerts/).label).toBe('Alerts');
      expect(electron.app.badge).toBe(0);
      await vi.runAllTimersAsync();
    } finally {
      vi.useRealTimers();
    }
  });

  it('opens the alerts in the window that is there, or in a new one once its page is loaded', async () => {
    await start();
    listening();
    const [window] = electron.windows;
    choose(/Alerts/);
    const page = [OPENED, { kind: 'page', path: '/alerts' }];
    expect(window?.webContents.sent).toEqual([page]);
    expect(window?.calls).toEqual(['restore', 'show', 'focus']);
    window?.emit('closed');
    choose(/Alerts/);
    expect(electron.windows[1]?.webContents.sent).toEqual([]);
    electron.windows[1]?.webContents.emit('did-finish-load');
    expect(electron.windows[1]?.webContents.sent).toContainEqual(page);
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
      ['clipboard-read', `${URL_OF_CONSOLE}/detect`],
      ['clipboard-read', 'http://127.0.0.1:9999/'],
      ['media', `${URL_OF_CONSOLE}/`],
      ['geolocation', `${URL_OF_CONSOLE}/`],
    ] as const) {
      const answer = (granted: boolean) => {
        answers[`${permission} ${url}`] = granted;
      };
      electron.request?.({}, permission, answer, { requestingUrl: url });
    }
    expect(Object.values(answers)).toEqual([true, false, false, false]);
    expect(electron.check?.({}, 'midi', URL_OF_CONSOLE)).toBe(false);
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
    await expect(handler?.({ senderFrame: { url: URL_OF_CONSOLE, parent: {} } }, arg)).rejects.toThrow('own');
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
