import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { showBadge } from './badge.ts';
import type { Opened } from './bridge/channels.ts';
import { GrantedFiles } from './bridge/granted-files.ts';
import { serveBridge } from './bridge/handlers.ts';
import { OPENED } from './bridge/names.ts';
import { bringToFront } from './bridge/notifier.ts';
import type { ElectronApi } from './electron-api.ts';
import { filesToOpen } from './open-with.ts';
import { ServiceProcess, type ServiceState } from './processes/service-process.ts';
import type { AlertReport } from './processes/tray-report.ts';
import { readSecretsKey } from './secrets-key.ts';
import { lockNavigation } from './security/navigation.ts';
import { restrictPermissions } from './security/permissions.ts';
import { StateTray } from './tray.ts';
import { openMainWindow } from './window/main-window.ts';

export interface ShellOptions {
  /** Folder of the compiled entry points: preload.cjs, service-host.js, detector.js. */
  entries: string;
  icon: string;
  dataFolder: string;
  version: string;
  port: number | null;
  /** Path of the model that comes with Vigil; null where there is none. */
  starterModel: string | null;
  argv: readonly string[];
}

/**
 * The desktop console: one instance, one window on the page of the app port, the service and its detectors as children.
 * Answers false where another instance is running already; that one is brought to the front with the files to open.
 */
export async function runShell(electron: ElectronApi, options: ShellOptions): Promise<boolean> {
  const { app } = electron;
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  app.enableSandbox();
  let state: ServiceState = { state: 'starting' };
  let window: BrowserWindow | null = null;
  let quitting = false;
  const granted = new GrantedFiles();
  const files = (paths: readonly string[]): Opened => ({ kind: 'files', paths: granted.add(paths) });
  const waiting: Opened[] = [files(filesToOpen(options.argv, process.cwd()))];
  const origin = () => (state.state === 'running' ? new URL(state.url).origin : '');

  lockNavigation(electron, origin);
  const show = () => {
    if (state.state !== 'running') return;
    if (window !== null) {
      bringToFront(window);
      return;
    }
    window = openMainWindow(electron, {
      preload: join(options.entries, 'preload.cjs'),
      stateFile: join(options.dataFolder, 'window.json'),
      icon: options.icon,
      address: state.url,
    });
    window.on('closed', () => {
      window = null;
    });
    window.webContents.on('did-finish-load', () => {
      for (const opened of waiting.splice(0)) window?.webContents.send(OPENED, opened);
    });
  };
  const open = (opened: Opened) => {
    if (window === null) waiting.push(opened);
    else window.webContents.send(OPENED, opened);
    show();
  };
  app.on('second-instance', (_, argv, workingFolder) => open(files(filesToOpen(argv, workingFolder))));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open(files(filesToOpen(['', path], '/')));
  });
  app.on('activate', show);
  // The tray keeps the console running; quitting is said there.
  app.on('window-all-closed', () => undefined);

  await app.whenReady();
  restrictPermissions(electron, origin);
  serveBridge(electron, { origin, window: () => window, dataFolder: options.dataFolder, granted });
  const tray = new StateTray(electron, options.icon, {
    open: show,
    openAlerts: () => open({ kind: 'page', path: '/alerts' }),
    quit: () => app.quit(),
  });
  const showAlerts = (alerts: AlertReport | null) => {
    tray.showAlerts(alerts);
    showBadge(electron, alerts?.count ?? 0);
  };
  const service = new ServiceProcess(electron, {
    serviceEntry: join(options.entries, 'service-host.js'),
    detectorEntry: join(options.entries, 'detector.js'),
    dataFolder: options.dataFolder,
    version: options.version,
    port: options.port,
    starterModel: options.starterModel,
    secrets: await readSecretsKey(electron.safeStorage, options.dataFolder),
    onTray: (report) => (report.kind === 'state' ? tray.show(report) : showAlerts(report)),
    onState: (next) => {
      state = next;
      if (next.state === 'running') show();
      if (next.state === 'waiting') {
        tray.show({ state: 'troubled', sentence: 'The service is being restarted' });
        showAlerts(null);
      }
      if (next.state === 'ended' && next.reason !== null) {
        electron.dialog.showErrorBox('Vigil cannot run', next.reason);
        app.quit();
      }
    },
  });
  app.on('before-quit', (event) => {
    if (quitting) return;
    quitting = true;
    event.preventDefault();
    void service.stop().finally(() => {
      tray.destroy();
      app.quit();
    });
  });
  service.start();
  return true;
}
