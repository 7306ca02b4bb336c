import { EventEmitter } from 'node:events';
import { beforeEach, expect, it, vi } from 'vitest';
import type { DesktopBridge, Opened } from './bridge/channels.ts';
import { OPENED } from './bridge/names.ts';

const exposed = new Map<string, DesktopBridge>();
const ipcRenderer = Object.assign(new EventEmitter(), { invoke: vi.fn() });
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, bridge: DesktopBridge) => exposed.set(name, bridge) },
  ipcRenderer,
  webUtils: {},
}));

const ALERTS: Opened = { kind: 'page', path: '/alerts' };
const FILES: Opened = { kind: 'files', paths: ['/a.onnx'] };
let bridge: DesktopBridge;
beforeEach(async () => {
  vi.resetModules();
  ipcRenderer.removeAllListeners();
  await import('./preload.ts');
  bridge = exposed.get('vigil') ?? expect.fail('nothing was exposed');
});

it('offers fewer than ten functions', () => {
  expect(Object.keys(bridge).length).toBeLessThan(10);
});

it('keeps what is opened before the page listens, and tells each once', () => {
  const heard: Opened[] = [];
  ipcRenderer.emit(OPENED, {}, FILES);
  const end = bridge.onOpened((opened) => heard.push(opened));
  ipcRenderer.emit(OPENED, {}, ALERTS);
  expect(heard).toEqual([FILES, ALERTS]);
  end();
  ipcRenderer.emit(OPENED, {}, ALERTS);
  expect(heard).toHaveLength(2);
  bridge.onOpened((opened) => heard.push(opened));
  expect(heard).toEqual([FILES, ALERTS, ALERTS]);
});
