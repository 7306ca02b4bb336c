import { join } from 'node:path';
import * as electron from 'electron';
import { findStarter } from '../native/starter/starter.ts';
import { modelFolder } from './model-folder.ts';
import { runShell } from './shell.ts';

const { app } = electron;
// A data folder or a port of one's own, for tests and for a second console on one machine.
const dataFolder = process.env['VIGIL_DATA'] ?? join(app.getPath('userData'), 'console');
if (process.env['VIGIL_DATA'] !== undefined) app.setPath('userData', join(dataFolder, 'shell'));
const port = process.env['VIGIL_PORT'];

void runShell(electron, {
  entries: import.meta.dirname,
  icon: join(import.meta.dirname, 'icon.png'),
  dataFolder,
  version: app.getVersion(),
  port: port === undefined ? null : Number(port),
  starterModel: findStarter(modelFolder(app.isPackaged, process.resourcesPath, import.meta.dirname)),
  argv: process.argv.slice(app.isPackaged ? 0 : 1),
});
