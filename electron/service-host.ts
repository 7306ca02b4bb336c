import { createSecretKey } from 'node:crypto';
import { join } from 'node:path';
import { ERROR_CATALOGUE, VigilError } from '../native/contract/errors.ts';
import type { SecretsKeeper } from '../native/service/alerts/channels/secrets.ts';
import { startService } from '../native/service/service.ts';
import { type SecretsStart, ToServiceHost, type ToShell } from './processes/messages.ts';
import { PortLauncher } from './processes/port-launcher.ts';
import { TrayWatch } from './processes/tray-report.ts';

/** The service's own process: starts it, lends it detectors that the shell forks, and stops it when told. */
const { parentPort } = process;
const tell = (message: ToShell) => parentPort.postMessage(message);
const launcher = new PortLauncher(tell);
/** How often the tray is brought up to date. */
const TRAY_MS = 2_000;
let stop: () => Promise<void> = async () => undefined;

async function start(options: Extract<ToServiceHost, { kind: 'start' }>): Promise<void> {
  const service = await startService({
    launcher: launcher.launch,
    dataFolder: options.data_folder,
    uiFolder: join(import.meta.dirname, '../renderer'),
    version: options.version,
    secrets: secretsFrom(options.secrets),
    ...(options.port === null ? {} : { port: options.port }),
    ...(options.starter_model === null ? {} : { starterModel: options.starter_model }),
  });
  stop = () => service.stop();
  tell({ kind: 'listening', url: service.url, data_folder: options.data_folder });
  const watch = new TrayWatch(service.url, service.token?.value ?? null, tell);
  setInterval(() => void watch.look(), TRAY_MS);
}

/** As a key object, which no log and no inspection spells out. */
function secretsFrom(secrets: SecretsStart): SecretsKeeper {
  if (secrets.kept_by === 'file') return secrets;
  return { kept_by: 'system', key: createSecretKey(Buffer.from(secrets.key, 'base64')) };
}

parentPort.on('message', ({ data, ports }) => {
  const message = ToServiceHost.parse(data);
  switch (message.kind) {
    case 'start':
      start(message).catch((thrown: unknown) => {
        const { code, message: detail } = VigilError.from(thrown);
        tell({ kind: 'failed', code, title: ERROR_CATALOGUE[code].title, detail });
        process.exitCode = 3;
        setTimeout(() => process.exit(3), 200);
      });
      break;
    case 'detector':
    case 'exited':
      launcher.receive(message, ports);
      break;
    case 'stop':
      void stop().finally(() => process.exit(0));
      break;
  }
});
