import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { ChannelName, DesktopBridge } from './bridge/channels.ts';
import { channel, FILES_OPENED } from './bridge/names.ts';

const ask =
  (name: ChannelName) =>
  (...args: unknown[]) =>
    ipcRenderer.invoke(channel(name), ...args);

const bridge = {
  chooseModel: ask('chooseModel'),
  chooseImages: ask('chooseImages'),
  reveal: ask('reveal'),
  readGranted: ask('readGranted'),
  notify: ask('notify'),
  setLoginItem: ask('setLoginItem'),
  openOutside: ask('openOutside'),
  pathOf: (file: File) => webUtils.getPathForFile(file),
  onFilesOpened(listener: (paths: string[]) => void) {
    const pass = (_: unknown, paths: string[]) => listener(paths);
    ipcRenderer.on(FILES_OPENED, pass);
    return () => ipcRenderer.off(FILES_OPENED, pass);
  },
} satisfies DesktopBridge;

contextBridge.exposeInMainWorld('vigil', bridge);
