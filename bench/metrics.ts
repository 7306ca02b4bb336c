import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { DETECT_PATH, type HttpClient } from './http-client.ts';
import { percentile } from './statistics.ts';

const PROBES = 300;
const CLIENTS = 4;

export interface ProbeFigures {
  median_ms: number;
  p99_ms: number;
  worst_ms: number;
}

export interface MetricsFigures extends ProbeFigures {
  probes: number;
  /** The same probes of a server that does nothing, asked in turn with the console: the share of the machine. */
  empty_server: ProbeFigures;
}

/** How long /metrics takes while four clients keep the detector busy. */
export async function measureMetrics(
  url: string,
  client: HttpClient,
  bodies: readonly Buffer[],
): Promise<MetricsFigures> {
  const empty = fork(join(import.meta.dirname, 'empty-server.ts'));
  const [port] = await once(empty, 'message');
  const arguments_ = [String(PROBES), url, `http://127.0.0.1:${z.int().parse(port)}`];
  const prober = fork(join(import.meta.dirname, 'metrics-prober.ts'), arguments_);
  let probing = true;
  const times = new Promise<[number[], number[]]>((resolve, reject) => {
    const Times = z.array(z.number());
    prober.on('message', (message) => resolve(z.tuple([Times, Times]).parse(message)));
    prober.on('exit', (code) => reject(new Error(`The prober of /metrics ended with ${code}`)));
  }).finally(() => {
    probing = false;
    empty.disconnect();
  });
  const caller = async (_: unknown, first: number) => {
    for (let at = first; probing; at++) await client.time(DETECT_PATH, bodies[at % bodies.length]);
  };
  const [[ours, control]] = await Promise.all([times, ...Array.from({ length: CLIENTS }, caller)]);
  return { probes: ours.length, ...figuresOf(ours), empty_server: figuresOf(control) };
}

const figuresOf = (times: readonly number[]): ProbeFigures => ({
  median_ms: percentile(times, 0.5),
  p99_ms: percentile(times, 0.99),
  worst_ms: Math.max(...times),
});
