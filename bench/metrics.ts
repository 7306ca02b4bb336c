import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { DETECT_PATH, type HttpClient } from './http-client.ts';
import type { Probe } from './metrics-prober.ts';
import { percentile } from './statistics.ts';

const PROBES = 300;
const CLIENTS = 4;

export interface ProbeFigures {
  median_ms: number;
  p99_ms: number;
  worst_ms: number;
  /** p99 of the times less what the server and the prober waited for a core in each; null where the system does not tell. */
  p99_running_ms: number | null;
}

export interface MetricsFigures extends ProbeFigures {
  probes: number;
  /** The same probes of a server that does nothing, asked in turn with the console: the share of the machine. */
  empty_server: ProbeFigures;
}

const Probes = z.array(z.object({ took: z.number(), waited: z.number().nullable() }));

/** How long /metrics takes while four clients keep the detector busy. `pid` is the console's. */
export async function measureMetrics(
  { url, pid }: { url: string; pid: number },
  client: HttpClient,
  bodies: readonly Buffer[],
): Promise<MetricsFigures> {
  const empty = fork(join(import.meta.dirname, 'empty-server.ts'));
  const [port] = await once(empty, 'message');
  const servers = [url, String(pid), `http://127.0.0.1:${z.int().parse(port)}`, String(empty.pid)];
  const prober = fork(join(import.meta.dirname, 'metrics-prober.ts'), [String(PROBES), ...servers]);
  let probing = true;
  const seen = new Promise<[Probe[], Probe[]]>((resolve, reject) => {
    prober.on('message', (message) => resolve(z.tuple([Probes, Probes]).parse(message)));
    prober.on('exit', (code) => reject(new Error(`The prober of /metrics ended with ${code}`)));
  }).finally(() => {
    probing = false;
    empty.disconnect();
  });
  const caller = async (_: unknown, first: number) => {
    for (let at = first; probing; at++) await client.time(DETECT_PATH, bodies[at % bodies.length]);
  };
  const [[ours, control]] = await Promise.all([seen, ...Array.from({ length: CLIENTS }, caller)]);
  return { probes: ours.length, ...figuresOf(ours), empty_server: figuresOf(control) };
}

function figuresOf(probes: readonly Probe[]): ProbeFigures {
  const times = probes.map(({ took }) => took);
  const running = probes.flatMap(({ took, waited }) => (waited === null ? [] : [took - waited]));
  return {
    median_ms: percentile(times, 0.5),
    p99_ms: percentile(times, 0.99),
    worst_ms: Math.max(...times),
    p99_running_ms: running.length === 0 ? null : percentile(running, 0.99),
  };
}
