import { readFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import type { BrowserWindow, IpcMainInvokeEvent } from 'electron';
import type { ElectronApi } from '../electron-api.ts';
import { isOwnPage, mayOpenOutside } from '../security/navigation.ts';
import { CHANNELS, type ChannelAnswer, type ChannelArgs, type ChannelName } from './channels.ts';
import type { GrantedFiles } from './granted-files.ts';
import { channel } from './names.ts';
import { createNotifier } from './notifier.ts';

export interface BridgeContext {
  origin: () => string;
  window: () => BrowserWindow | null;
  dataFolder: string;
  granted: GrantedFiles;
}

type Handlers = { [Name in ChannelName]: (...args: ChannelArgs<Name>) => Promise<ChannelAnswer<Name>> };

const IMAGES = ['jpg', 'jpeg', 'png', 'webp', 'gif', 'tif', 'tiff', 'avif'];

/** True for a path inside `folder`; a sibling that merely begins with the same letters is not inside. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return isAbsolute(path) && way !== '' && !way.startsWith('..') && !isAbsolute(way);
}

function makeHandlers(electron: ElectronApi, context: BridgeContext): Handlers {
  const choose = async (title: string, name: string, extensions: string[], many: boolean) => {
    const options = {
      title,
      filters: [{ name, extensions }],
      properties: many ? (['openFile', 'multiSelections'] as const) : (['openFile'] as const),
    };
    const window = context.window();
    const plain = { ...options, properties: [...options.properties] };
    const { canceled, filePaths } =
      window === null
        ? await electron.dialog.showOpenDialog(plain)
        : await electron.dialog.showOpenDialog(window, plain);
    return canceled ? [] : filePaths;
  };
  return {
    chooseModel: async () => (await choose('Load a model', 'ONNX models', ['onnx'], false))[0] ?? null,
    chooseImages: async () => context.granted.add(await choose('Detect on images', 'Images', IMAGES, true)),
    reveal: async (path) => {
      const [target, folder] = [resolve(path), resolve(context.dataFolder)];
      // Opened and not shown in its parent, which is not Vigil's.
      if (relative(folder, target) === '') return (await electron.shell.openPath(folder)) === '';
      if (!isInside(target, folder)) return false;
      electron.shell.showItemInFolder(target);
      return true;
    },
    readGranted: async (path) => {
      if (!context.granted.has(path)) throw new Error('This file was not opened with Vigil');
      return new Uint8Array(await readFile(path));
    },
    notify: createNotifier(electron, context.window),
    setLoginItem: async (openAtLogin) => {
      electron.app.setLoginItemSettings({ openAtLogin });
      return electron.app.getLoginItemSettings().openAtLogin;
    },
    openOutside: async (address) => {
      if (!mayOpenOutside(address)) return false;
      await electron.shell.openExternal(address);
      return true;
    },
  };
}

/** Only the top frame of our own page may ask (https://www.electronjs.org/docs/latest/tutorial/security, point 17). */
export function isTrustedSender(event: Pick<IpcMainInvokeEvent, 'senderFrame'>, origin: string): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isOwnPage(frame.url, origin);
}

/** Answers the page's requests; anything malformed or from elsewhere is refused with a sentence. */
export function serveBridge(electron: ElectronApi, context: BridgeContext): void {
  const handlers = makeHandlers(electron, context);
  const serve = <Name extends ChannelName>(name: Name) => {
    electron.ipcMain.handle(channel(name), async (event, ...args: unknown[]) => {
      if (!isTrustedSender(event, context.origin())) throw new Error(`${name}: the asking page is not Vigil's own`);
      const parsed = CHANNELS[name].args.safeParse(args);
      if (!parsed.success) throw new Error(`${name}: the arguments are not what this function takes`);
      return handlers[name](...(parsed.data as ChannelArgs<Name>));
    });
  };
  for (const name of Object.keys(CHANNELS) as ChannelName[]) serve(name);
}
