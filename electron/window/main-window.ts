import type { BrowserWindow } from 'electron';
import type { ElectronApi } from '../electron-api.ts';
import { onSomeScreen, readWindowState, writeWindowState } from './window-state.ts';

export interface MainWindowOptions {
  preload: string;
  stateFile: string;
  icon: string;
  address: string;
}

/** The one window: sandboxed, without Node.js, shown once it has something to show, where it stood last time. */
export function openMainWindow(electron: ElectronApi, options: MainWindowOptions): BrowserWindow {
  const kept = readWindowState(options.stateFile);
  const screens = electron.screen.getAllDisplays().map(({ workArea }) => workArea);
  const state = kept === null ? null : onSomeScreen(kept, screens);
  const window = new electron.BrowserWindow({
    ...(state === null
      ? { width: 1280, height: 820 }
      : { x: state.x, y: state.y, width: state.width, height: state.height }),
    minWidth: 900,
    minHeight: 600,
    show: false,
    autoHideMenuBar: true,
    title: 'Vigil',
    icon: options.icon,
    backgroundColor: '#12171e',
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (state?.maximized === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    writeWindowState(options.stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() });
  });
  void window.loadURL(options.address);
  return window;
}
