/**
 * A process of its own that asks two servers for /metrics in turn, each every 20 ms, and hands its parent the times they
 * took. Arguments: how often, and for each server its address and process.
 */
import { HttpClient } from './http-client.ts';
import { waitedForCore } from './machine.ts';

/** In milliseconds. */
export interface Probe {
  took: number;
  /** For which the server's main thread or this one could have run and had no core; null where the system does not tell. */
  waited: number | null;
}

const PERIOD_MS = 10;
const [probes, ...servers] = process.argv.slice(2) as [string, ...string[]];
const asked = servers
  .flatMap((url, at) => (at % 2 === 0 ? [{ url, pid: Number(servers[at + 1]) }] : []))
  .map(({ url, pid }) => ({ client: new HttpClient(url), pid, seen: [] as Probe[] }));
/** One waits for the other, so that their times add up. */
function waited(pid: number): number | null {
  const [server, own] = [waitedForCore(pid), waitedForCore(process.pid)];
  return server === null || own === null ? null : server + own;
}

for (const { client } of asked) await client.time('/metrics');
for (let probe = 0; probe < Number(probes); probe++) {
  for (const { client, pid, seen } of asked) {
    const before = waited(pid);
    const started = performance.now();
    const took = await client.time('/metrics');
    const after = waited(pid);
    seen.push({ took, waited: before === null || after === null ? null : after - before });
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, PERIOD_MS - (performance.now() - started))));
  }
}
for (const { client } of asked) client.close();
process.send?.(
  asked.map(({ seen }) => seen),
  () => process.disconnect?.(),
);
