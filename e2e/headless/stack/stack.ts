import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { prepareStack } from '../../../scripts/monitoring/prepare.ts';
import {
  findProgram,
  startAlertmanager,
  startPrometheus,
  stopProgram,
  untilReady,
} from '../../../scripts/monitoring/stack.ts';

/** As often as Prometheus can without falling behind on a busy machine. */
const INTERVAL = '1s';

export const prometheusCommand = findProgram('prometheus');
export const alertmanagerCommand = findProgram('alertmanager');
/** Whether this machine has both programs. */
export const isStackHere = prometheusCommand !== null && alertmanagerCommand !== null;

export const Vector = z.object({
  status: z.literal('success'),
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});
export type Series = z.infer<typeof Vector>['data']['result'][number];

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export interface RunningStack {
  prometheus: string;
  alertmanager: string;
  folder: string;
  /** The present value of a PromQL expression; rejects with what Prometheus says of it. */
  query(expr: string): Promise<Series[]>;
  stop(): Promise<void>;
}

interface StackUnderTest {
  /** Names the receivers of alerts. */
  environment?: NodeJS.ProcessEnv;
  remoteWrite?: string;
  interval?: string;
}

/** Prometheus and Alertmanager of this machine, with the files of monitoring/, beside some consoles: on free ports, in a folder of their own. */
export async function startStack(
  consoles: readonly string[],
  { environment = {}, remoteWrite, interval = INTERVAL }: StackUnderTest = {},
): Promise<RunningStack> {
  if (prometheusCommand === null || alertmanagerCommand === null) throw new Error('no Prometheus, no Alertmanager');
  const folder = mkdtempSync(join(tmpdir(), 'vigil-stack-'));
  const options = {
    consoles: consoles.map((url) => new URL(url).host),
    prometheusPort: await freePort(),
    alertmanagerPort: await freePort(),
    interval,
    ...(remoteWrite !== undefined && { remoteWrite }),
  };
  const prepared = prepareStack(folder, options, { PATH: process.env['PATH'], ...environment });
  const programs: ChildProcess[] = [
    startPrometheus(prometheusCommand, folder, prepared, options),
    startAlertmanager(alertmanagerCommand, folder, prepared, options),
  ];
  const [prometheus, alertmanager] = [options.prometheusPort, options.alertmanagerPort].map(
    (port) => `http://127.0.0.1:${port}`,
  ) as [string, string];
  const stop = async () => {
    await Promise.all(programs.map(stopProgram));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all(programs.map((program, at) => untilReady(`${[prometheus, alertmanager][at]}/-/ready`, program)));
  } catch (cause) {
    await stop();
    throw cause;
  }
  return { prometheus, alertmanager, folder, stop, query: (expr) => queryAt(prometheus, expr) };
}

/** The present value of an expression, of whatever speaks Prometheus' API. */
export async function queryAt(address: string, expr: string): Promise<Series[]> {
  const response = await fetch(`${address}/api/v1/query`, {
    method: 'POST',
    body: new URLSearchParams({ query: expr }),
  });
  if (!response.ok) throw new Error(`${expr}: ${await response.text()}`);
  return Vector.parse(await response.json()).data.result;
}
