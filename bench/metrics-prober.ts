/**
 * A process of its own that asks two servers for /metrics in turn, each every 20 ms, and hands its parent the times they
 * took, in milliseconds.
 */
import { HttpClient } from './http-client.ts';

const PERIOD_MS = 10;
const [probes, ...urls] = process.argv.slice(2) as [string, ...string[]];
const servers = urls.map((url) => ({ client: new HttpClient(url), times: [] as number[] }));
for (const { client } of servers) await client.time('/metrics');
for (let probe = 0; probe < Number(probes); probe++) {
  for (const { client, times } of servers) {
    const started = performance.now();
    times.push(await client.time('/metrics'));
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, PERIOD_MS - (performance.now() - started))));
  }
}
for (const { client } of servers) client.close();
process.send?.(
  servers.map(({ times }) => times),
  () => process.disconnect?.(),
);
