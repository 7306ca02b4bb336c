import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { MenuItemConstructorOptions } from 'electron';
import type { ElectronApi } from '../electron-api.ts';
import { KeyStoreDouble } from './key-store-double.ts';

/** A utility process that does what the test says; it keeps what was posted to it. */
export class ProcessDouble extends EventEmitter {
  readonly posted: { message: unknown; ports: readonly unknown[] }[] = [];
  readonly stderr = new PassThrough();
  readonly entry: string;
  /** Arguments and options that it was forked with. */
  readonly forkedWith: readonly unknown[];
  pid: number | undefined;
  killed = false;

  constructor(entry: string, forkedWith: readonly unknown[]) {
    super();
    this.entry = entry;
    this.forkedWith = forkedWith;
  }

  postMessage(message: unknown, ports: readonly unknown[] = []): void {
    this.posted.push({ message, ports });
  }

  kill(): boolean {
    this.killed = true;
    this.emit('exit', 9);
    return true;
  }
}

export class ContentsDouble extends EventEmitter {
  readonly sent: unknown[][] = [];
  openHandler: ((details: { url: string }) => { action: string }) | null = null;

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }

  send(...args: unknown[]): void {
    this.sent.push(args);
  }
}

export class WindowDouble extends EventEmitter {
  readonly webContents = new ContentsDouble();
  readonly options: Record<string, unknown>;
  readonly calls: string[] = [];
  loaded: string | null = null;

  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
  }

  async loadURL(url: string): Promise<void> {
    this.loaded = url;
  }

  getNormalBounds = () => ({ x: 10, y: 20, width: 1000, height: 700 });
  isMaximized = () => true;
  isMinimized = () => true;
  restore = () => this.calls.push('restore');
  show = () => this.calls.push('show');
  focus = () => this.calls.push('focus');
  maximize = () => this.calls.push('maximize');
}

/** A notification that the test clicks or closes, by emitting what Electron would. */
export class NotificationDouble extends EventEmitter {
  readonly options: { title: string; body: string };

  constructor(options: { title: string; body: string }) {
    super();
    this.options = options;
  }
}

type PermissionAnswer = (granted: boolean) => void;

/** What a test reads of, and does to, the double. */
export interface ElectronDouble {
  api: ElectronApi;
  app: EventEmitter & { quits: number; lock: boolean; badge: number | null };
  windows: WindowDouble[];
  processes: ProcessDouble[];
  opened: string[];
  errors: string[];
  notifications: NotificationDouble[];
  trayStates: string[];
  /** The tray's menu as it is now. */
  menu: readonly MenuItemConstructorOptions[];
  keyStore: KeyStoreDouble;
  handlers: Map<string, (event: unknown, ...args: unknown[]) => Promise<unknown>>;
  dialogAnswer: { canceled: boolean; filePaths: string[] };
  request:
    | ((contents: unknown, permission: string, answer: PermissionAnswer, details: { requestingUrl: string }) => void)
    | null;
  check: ((contents: unknown, permission: string, origin: string) => boolean) | null;
}

/**
 * Electron as far as the shell uses it, in memory. Each part is checked against Electron's own types where it is handed
 * over; the one cast below stands for all that the shell never calls.
 */
export function electronDouble(): ElectronDouble {
  const app = Object.assign(new EventEmitter(), {
    quits: 0,
    lock: true,
    badge: null as number | null,
    requestSingleInstanceLock: () => app.lock,
    enableSandbox: () => undefined,
    whenReady: async () => undefined,
    quit: () => {
      app.quits++;
    },
    setBadgeCount: (count: number) => {
      app.badge = count;
    },
    setLoginItemSettings: () => undefined,
    getLoginItemSettings: () => ({ openAtLogin: true }),
  });
  const windows: WindowDouble[] = [];
  const processes: ProcessDouble[] = [];
  const double: Omit<ElectronDouble, 'api'> = {
    app,
    windows,
    processes,
    opened: [],
    errors: [],
    notifications: [],
    trayStates: [],
    menu: [],
    keyStore: new KeyStoreDouble(),
    handlers: new Map(),
    dialogAnswer: { canceled: false, filePaths: [] },
    request: null,
    check: null,
  };
  const parts = {
    app,
    BrowserWindow: class extends WindowDouble {
      constructor(options: Record<string, unknown>) {
        super(options);
        windows.push(this);
      }
    },
    dialog: {
      showOpenDialog: async () => double.dialogAnswer,
      showErrorBox: (title: string, text: string) => void double.errors.push(`${title}: ${text}`),
    },
    ipcMain: {
      handle: (channel: string, handler: (event: unknown, ...args: unknown[]) => Promise<unknown>) =>
        void double.handlers.set(channel, handler),
    },
    Menu: { buildFromTemplate: (template: MenuItemConstructorOptions[]) => template },
    MessageChannelMain: class {
      port1 = new EventEmitter();
      port2 = new EventEmitter();
    },
    nativeImage: { createFromPath: () => ({ resize: () => ({}) }) },
    Notification: class extends NotificationDouble {
      show(): void {
        double.notifications.push(this);
      }
    },
    safeStorage: double.keyStore,
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    session: {
      defaultSession: {
        setPermissionRequestHandler: (handler: ElectronDouble['request']) => {
          double.request = handler;
        },
        setPermissionCheckHandler: (handler: ElectronDouble['check']) => {
          double.check = handler;
        },
        setDevicePermissionHandler: () => undefined,
      },
    },
    shell: {
      openExternal: async (url: string) => void double.opened.push(url),
      showItemInFolder: (path: string) => void double.opened.push(path),
      openPath: async (path: string) => {
        double.opened.push(path);
        return '';
      },
    },
    Tray: class extends EventEmitter {
      setToolTip(text: string): void {
        double.trayStates.push(text);
      }
      setContextMenu(menu: MenuItemConstructorOptions[]): void {
        double.menu = menu;
      }
      destroy(): void {}
    },
    utilityProcess: {
      fork: (entry: string, ...forkedWith: unknown[]) => {
        const child = new ProcessDouble(entry, forkedWith);
        processes.push(child);
        return child;
      },
    },
  } satisfies Record<keyof ElectronApi, unknown>;
  return Object.assign(double, { api: parts as unknown as ElectronApi });
}
