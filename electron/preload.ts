import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { ChannelName, DesktopBridge, Opened } from './bridge/channels.ts';
import { channel, OPENED } from './bridge/names.ts';

const ask =
  (name: ChannelName) =>
  (...args: unknown[]) =>
    ipcRenderer.invoke(channel(name), ...args);

// What was opened before the page listens waits here.
const early: Opened[] = [];
let listener: ((opened: Opened) => void) | null = null;
ipcRenderer.on(OPENED, (_, opened: Opened) => {
  if (listener === null) early.push(opened);
  else listener(opened);
});

const bridge = {
  chooseModel: ask('chooseModel'),
  chooseImages: ask('chooseImages'),
  reveal: ask('reveal'),
  readGranted: ask('readGranted'),
  notify: ask('notify'),
  setLoginItem: ask('setLoginItem'),
  openOutside: ask('openOutside'),
  pathOf: (file: File) => webUtils.getPathForFile(file),
  onOpened(next: (opened: Opened) => void) {
    listener = next;
    for (const opened of early.splice(0)) next(opened);
    return () => {
      listener = null;
    };
  },
} satisfies DesktopBridge;

contextBridge.exposeInMainWorld('vigil', bridge);
