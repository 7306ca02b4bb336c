import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { ConsoleStatus } from '../../contract/http/status.ts';
import type { ProviderName } from '../../contract/provider.ts';
import type { RunningService } from '../../service/service.ts';
import { invitation } from '../browser/invitation.ts';
import { openInBrowser } from '../browser/open.ts';
import { ConsoleClient } from '../console/client.ts';
import { readTokenFile } from '../console/token-file.ts';
import { dataFolder } from '../data-folder.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { dataDirOption, jsonOption, modelOption, parsedBy, providerOption } from '../options.ts';
import { ladderFrom } from '../provider-ladder.ts';
import { starterModel } from '../starter-model.ts';
import { StopSignal } from '../stop-signal.ts';
import { print, printable, say } from '../terminal.ts';
import { builtUi } from '../ui-folder.ts';
import { version } from '../version.ts';

interface ServeOptions {
  host: string;
  port?: number;
  dataDir?: string;
  model?: string;
  /** False with --no-starter. */
  starter: boolean;
  provider?: ProviderName;
  tokenFile?: string;
  allowHost?: string[];
  metricsHost?: string;
  metricsPort?: number;
  metricsAllowHost?: string[];
  open?: true;
  json?: true;
}

export function serveCommand(end: (status: ExitStatus) => void): Command {
  return new Command('serve')
    .description('Runs the console without a window: detection, history and metrics over HTTP.')
    .option('--host <address>', 'address to listen on; any but a loopback one asks callers for a token', '127.0.0.1')
    .option(
      '--port <number>',
      'port, 0 for a free one (default: as in the settings of the console, 8000 at first)',
      parsedBy(z.coerce.number().int().min(0).max(65_535)),
    )
    .addOption(dataDirOption())
    .addOption(modelOption())
    .option('--no-starter', 'do not load the starter model where no model was ever loaded; VIGIL_STARTER names another')
    .addOption(providerOption())
    .option('--token-file <file>', 'ask every caller for the token in this file')
    .option('--allow-host <name...>', 'further names by which browsers may reach this console')
    .addOption(
      new Option('--metrics-host <address>', 'tell /metrics and /health, and nothing else, on this address, too').env(
        'VIGIL_METRICS_HOST',
      ),
    )
    .addOption(
      new Option('--metrics-port <number>', 'port of it, 0 for a free one (default: as in the settings, 8001 at first)')
        .env('VIGIL_METRICS_PORT')
        .argParser(parsedBy(z.coerce.number().int().min(0).max(65_535))),
    )
    .option('--metrics-allow-host <name...>', 'further names by which scrapers may reach it')
    .option('--open', "show the console in the machine's browser once it listens")
    .addOption(jsonOption())
    .addHelpText('after', '\nExample: vigil serve --model yolox-nano.onnx --port 8000')
    .action(async (options: ServeOptions) => {
      await serve(options);
      end(EXIT.ok);
    });
}

async function serve(options: ServeOptions): Promise<void> {
  const stopSignal = new StopSignal();
  const folder = dataFolder(options.dataDir);
  const token = options.tokenFile === undefined ? null : readTokenFile(options.tokenFile);
  // Loaded here and not above, so that the other commands start without a web server.
  const [{ startService }, { launchChildProcess }] = await Promise.all([
    import('../../service/service.ts'),
    import('../../launcher/child-process.ts'),
  ]);
  const ui = builtUi();
  const starter = options.starter ? starterModel() : null;
  const service = await startService({
    launcher: launchChildProcess,
    dataFolder: folder,
    version,
    host: options.host,
    log: { console: true },
    ...(ui !== null && { uiFolder: ui }),
    ...(options.port !== undefined && { port: options.port }),
    ...(options.model !== undefined && { model: { path: resolve(options.model) } }),
    ...(starter !== null && { starterModel: starter }),
    ...(options.provider !== undefined && { providers: ladderFrom(options.provider) }),
    ...(options.allowHost !== undefined && { allowedHosts: options.allowHost }),
    ...(token !== null && { token }),
    metricsListener: {
      ...(options.metricsHost !== undefined && { host: options.metricsHost }),
      ...(options.metricsPort !== undefined && { port: options.metricsPort }),
      ...(options.metricsAllowHost !== undefined && { allowed_hosts: options.metricsAllowHost }),
    },
  });
  try {
    await Promise.race([service.modelSettled, stopSignal.received]);
    if (!stopSignal.isReceived) await announce(service, folder, options.json === true);
    if (!stopSignal.isReceived && options.open === true) await show(service.url);
    await stopSignal.received;
  } finally {
    await service.stop();
    stopSignal.dispose();
  }
}

async function announce(service: RunningService, folder: string, json: boolean): Promise<void> {
  const { url, token, recovery } = service;
  say(`data in ${printable(folder)}`);
  if (recovery !== null) say(printable(recovery));
  if (token !== null && token.file !== null) say(`callers need the token in ${printable(token.file)}`);
  const { metricsListener } = service;
  if (metricsListener.state === 'listening') say(`metrics for scrapers at ${metricsListener.url}`);
  if (metricsListener.state === 'failed') say(`no metrics for scrapers: ${printable(metricsListener.reason)}`);
  const link = invitation(service);
  if (link !== null) say(`in a browser: ${link}`);
  const client = new ConsoleClient({ url, token: token?.value ?? null });
  say(modelLine(await client.request('/v1/status', ConsoleStatus)));
  if (json) print(JSON.stringify({ url, pid: process.pid, data_folder: folder, token_file: token?.file ?? null }));
  else print(`listening on ${url}`);
}

/** Says the address instead where no browser can be had. */
async function show(url: string): Promise<void> {
  // Without the token, which every user of the machine could read in the list of processes: the page asks for it.
  const byHand = () => say(`open ${url} in a browser`);
  if (!(await openInBrowser(url, byHand))) byHand();
}

function modelLine({ model, provider, load_error, checks }: ConsoleStatus): string {
  if (model !== null && provider !== null) {
    const line = `model ${printable(model.name)} on ${provider.used}: ${printable(provider.reason)}`;
    // It says where the model comes from when it is not the one that was expected.
    const check = checks.find(({ name }) => name === 'model');
    return check === undefined || check.status === 'ok' ? line : printable(check.detail);
  }
  const reason =
    load_error === null ? 'no model is loaded' : `the model was not loaded: ${printable(load_error.detail)}`;
  return `${reason}\nload one with: vigil models load FILE.onnx`;
}
