import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runShell } from '../shell.ts';
import { electronDouble, type ProcessDouble } from './electron-double.ts';

/** The shell over the double of Electron, with a data folder of its own. */
export class ShellUnderTest {
  readonly folder = mkdtempSync(join(tmpdir(), 'vigil-shell-'));
  readonly electron = electronDouble();
  readonly url = 'http://127.0.0.1:8123';

  start(argv: string[] = ['vigil']): Promise<boolean> {
    return runShell(this.electron.api, {
      entries: '/app',
      icon: '/app/icon.png',
      dataFolder: this.folder,
      version: '1.2.3',
      port: null,
      starterModel: '/app/models/starter.onnx',
      argv,
    });
  }

  service(): ProcessDouble {
    return this.electron.processes.find(({ entry }) => entry.endsWith('service-host.js')) as ProcessDouble;
  }

  /** As if the service did. */
  listening(): void {
    this.service().emit('message', { kind: 'listening', url: this.url, data_folder: this.folder });
  }

  /** As the page does, by the bridge. */
  ask(name: string, ...args: unknown[]): Promise<unknown> {
    const event = { senderFrame: { url: `${this.url}/detect`, parent: null } };
    return this.electron.handlers.get(`vigil:${name}`)?.(event, ...args) as Promise<unknown>;
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }
}
