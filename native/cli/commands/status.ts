import { Command } from 'commander';
import { type Check, Health } from '../../contract/http/health.ts';
import { ConsoleStatus } from '../../contract/http/status.ts';
import { connectToConsole } from '../console/locate.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { dataDirOption, jsonOption, tokenFileOption, urlOption } from '../options.ts';
import { print, printable, printJson, table } from '../terminal.ts';

interface StatusOptions {
  url?: string;
  dataDir?: string;
  tokenFile?: string;
  json?: true;
}

export function statusCommand(end: (status: ExitStatus) => void): Command {
  return new Command('status')
    .description('Says how the running console is. Exit status 1 where a check is not ok.')
    .addOption(urlOption())
    .addOption(tokenFileOption())
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample: vigil status --url http://127.0.0.1:8000')
    .action(async (options: StatusOptions) => {
      const client = connectToConsole(options);
      // 503 carries the same body: the console answers, but cannot serve images.
      const health = await client.request('/health', Health, { accept: [503] });
      const { drift } = await client.request('/v1/status', ConsoleStatus.pick({ drift: true }));
      if (options.json) printJson({ ...health, drift });
      else print(healthLines(client.address.url, health, drift));
      end(health.status === 'ok' ? EXIT.ok : EXIT.found);
    });
}

function healthLines(
  url: string,
  { status, version, uptime_s, model, checks }: Health,
  drift: ConsoleStatus['drift'],
): string {
  const detailOf = ({ name, detail }: Check) =>
    name === 'model' && model !== null
      ? `${model.name} (${model.id}) on ${model.provider}: ${model.provider_reason}`
      : detail;
  return table([
    ['console', `${url}, version ${version}, up for ${duration(uptime_s)}`],
    ['status', status],
    ...checks.map((check) => [check.name, `${check.status}: ${printable(detailOf(check))}`]),
    ['drift', driftInWords(drift)],
  ]);
}

function driftInWords({ state, dataset_drift, drift_share }: ConsoleStatus['drift']): string {
  if (state === 'collecting_reference') return 'the reference is being collected';
  if (state === 'collecting_current') return 'the current window is being collected';
  if (dataset_drift === null || drift_share === null) return 'no verdict yet';
  return `${dataset_drift ? 'drift' : 'no drift'}, share ${drift_share.toFixed(2)}`;
}

/** The two largest units: `3 d 4 h`, `12 s`. */
function duration(seconds: number): string {
  const units: [name: string, size: number][] = [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
    ['s', 1],
  ];
  const parts: string[] = [];
  let rest = Math.floor(seconds);
  for (const [name, size] of units) {
    const count = Math.floor(rest / size);
    rest %= size;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.slice(0, 2).join(' ') || '0 s';
}
