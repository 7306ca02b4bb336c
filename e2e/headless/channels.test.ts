import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ChannelList } from '../../native/contract/http/channels.ts';
import { Receiver } from '../../native/service/alerts/channels/testing/receiver.ts';
import { type RunningConsole, startConsole } from '../../native/testing/console.ts';
import { waitUntil } from '../../native/testing/patience.ts';

let dataFolder: string;
let running: RunningConsole;
let receiver: Receiver;
beforeEach(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'vigil-channels-'));
  receiver = await Receiver.open();
  running = await startConsole({ dataFolder });
});
afterEach(async () => {
  await running.stop();
  await receiver.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

async function put(path: string, body: object): Promise<void> {
  const response = await fetch(`${running.url}/v1/monitoring/${path}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.ok, await response.text()).toBe(true);
}
const webhook = async () => {
  const answer: unknown = await (await fetch(`${running.url}/v1/monitoring/channels`)).json();
  return ChannelList.parse(answer).channels.find(({ name }) => name === 'webhook');
};
/** Of the rule in question; others may be about the machine that this runs on. */
const about = (all: typeof receiver.received) =>
  all.filter(({ body }) => JSON.stringify(body).includes('ModelNotLoaded'));

it('an alert that could not be told is told once by the next console, although the first was killed', async () => {
  receiver.answer = 503;
  await put('channels/webhook', { url: `${receiver.url}/hook` });
  await put('routing', { group_wait_s: 0, info: [], warning: [] });
  await put('rules/ModelNotLoaded', { for_s: 0 });
  await waitUntil(() => about(receiver.received).length > 0);
  running.process.kill('SIGKILL');
  await running.stop();
  receiver.answer = 200;
  running = await startConsole({ dataFolder });
  await waitUntil(() => about(receiver.taken()).length > 0);
  await waitUntil(async () => (await webhook())?.waiting === 0);
  await put('rules/ModelNotLoaded', { enabled: false });
  await waitUntil(() => about(receiver.taken()).length > 1);
  await waitUntil(async () => (await webhook())?.waiting === 0);
  expect(about(receiver.taken()).map(({ body }) => body['status'])).toEqual(['firing', 'resolved']);
  expect(new Set(about(receiver.received).map(({ headers }) => headers['idempotency-key'])).size).toBe(2);
}, 180_000);
