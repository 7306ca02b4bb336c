/**
 * Prometheus and Alertmanager of this machine beside the console, without Docker, with the files of monitoring/:
 * `npm run monitoring -- [--console HOST:PORT ...] [--prometheus-port N] [--alertmanager-port N] [--folder DIR] [--no-open]`.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import envPaths from 'env-paths';
import { openInBrowser } from '../../native/cli/browser/open.ts';
import { prepareStack, type StackOptions } from './prepare.ts';
import { findProgram, startAlertmanager, startPrometheus, stopProgram, untilReady } from './stack.ts';

const { values } = parseArgs({
  allowNegative: true,
  options: {
    console: { type: 'string', multiple: true, default: ['127.0.0.1:8000'] },
    'prometheus-port': { type: 'string', default: '9090' },
    'alertmanager-port': { type: 'string', default: '9093' },
    folder: { type: 'string', default: join(envPaths('vigil', { suffix: '' }).data, 'monitoring') },
    interval: { type: 'string', default: '15s' },
    open: { type: 'boolean', default: true },
  },
});
const say = (line: string) => void process.stdout.write(`${line}\n`);

const options: StackOptions = {
  consoles: values.console,
  prometheusPort: Number(values['prometheus-port']),
  alertmanagerPort: Number(values['alertmanager-port']),
  interval: values.interval,
};
const folder = resolve(values.folder);
const commands = { prometheus: findProgram('prometheus'), alertmanager: findProgram('alertmanager') };
if (commands.prometheus === null) {
  say('There is no prometheus on this machine. On Debian: apt install prometheus prometheus-alertmanager; elsewhere:');
  say('https://prometheus.io/download. With Docker: docker compose up -d in monitoring/.');
  process.exit(1);
}

for (const console of options.consoles) {
  const health = await fetch(`http://${console}/health/live`).catch(() => null);
  if (health === null) say(`No console answers at ${console} yet; it is scraped as soon as one does (npm start).`);
}

const stack = prepareStack(folder, options, process.env);
const prometheus = startPrometheus(commands.prometheus, folder, stack, options);
const programs = [prometheus];
const addresses = [`http://127.0.0.1:${options.prometheusPort}`];
await untilReady(`${addresses[0]}/-/ready`, prometheus);
say(`Prometheus    ${addresses[0]}`);
if (commands.alertmanager === null) {
  say('Alertmanager  not on this machine: alerts show in Prometheus and in the console, and are sent nowhere.');
} else {
  const alertmanager = startAlertmanager(commands.alertmanager, folder, stack, options);
  programs.push(alertmanager);
  const address = `http://127.0.0.1:${options.alertmanagerPort}`;
  await untilReady(`${address}/-/ready`, alertmanager);
  say(`Alertmanager  ${address}`);
  addresses.push(address);
}
say('Grafana and Loki come with Docker only: docker compose up -d in monitoring/. Ctrl+C ends.');
if (values.open) for (const address of addresses) await openInBrowser(address, () => undefined);

const stop = () => void Promise.all(programs.map(stopProgram)).then(() => process.exit(0));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
for (const program of programs) program.once('exit', stop);
