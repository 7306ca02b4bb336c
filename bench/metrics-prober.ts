/** A process of its own that asks for /metrics every 20 ms and hands its parent the times it took, in milliseconds. */
import { HttpClient } from './http-client.ts';

const PERIOD_MS = 20;
const [url, probes] = process.argv.slice(2) as [string, string];
const client = new HttpClient(url);
const times: number[] = [];
await client.time('/metrics');
for (let probe = 0; probe < Number(probes); probe++) {
  const started = performance.now();
  times.push(await client.time('/metrics'));
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, PERIOD_MS - (performance.now() - started))));
}
client.close();
process.send?.(times, () => process.disconnect?.());
