import { fork } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { DETECT_PATH, type HttpClient } from './http-client.ts';
import { percentile } from './statistics.ts';

const PROBES = 300;
const CLIENTS = 4;

export interface MetricsFigures {
  probes: number;
  median_ms: number;
  p99_ms: number;
  worst_ms: number;
}

/** How long /metrics takes while four clients keep the detector busy. */
export async function measureMetrics(
  url: string,
  client: HttpClient,
  bodies: readonly Buffer[],
): Promise<MetricsFigures> {
  const prober = fork(join(import.meta.dirname, 'metrics-prober.ts'), [url, String(PROBES)]);
  let probing = true;
  const times = new Promise<number[]>((resolve, reject) => {
    prober.on('message', (message) => resolve(z.array(z.number()).parse(message)));
    prober.on('exit', (code) => reject(new Error(`The prober of /metrics ended with ${code}`)));
  }).finally(() => {
    probing = false;
  });
  const caller = async (_: unknown, first: number) => {
    for (let at = first; probing; at++) await client.time(DETECT_PATH, bodies[at % bodies.length]);
  };
  const [measured] = await Promise.all([times, ...Array.from({ length: CLIENTS }, caller)]);
  return {
    probes: measured.length,
    median_ms: percentile(measured, 0.5),
    p99_ms: percentile(measured, 0.99),
    worst_ms: Math.max(...measured),
  };
}
