import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AlertRule } from '../../native/contract/http/alert-rules.ts';
import { AlertList } from '../../native/contract/http/alerts.ts';
import { HistoryEventList } from '../../native/contract/http/events.ts';
import { type RunningConsole, startConsole } from '../../native/testing/console.ts';

let dataFolder: string;
let running: RunningConsole;
beforeEach(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'vigil-alerts-'));
  running = await startConsole({ dataFolder });
});
afterEach(async () => {
  await running.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

const get = async (path: string): Promise<unknown> => (await fetch(running.url + path)).json();
/** Of the rule in question; others may be about the machine that this runs on. */
const alerts = async () =>
  AlertList.parse(await get('/v1/monitoring/alerts')).alerts.filter(({ name }) => name === 'ModelNotLoaded');
const set = async (name: string, body: object) =>
  AlertRule.parse(
    await (
      await fetch(`${running.url}/v1/monitoring/rules/${name}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).json(),
  );

it('a console without a model raises an alert that outlives its being killed, and tells of it once', async () => {
  expect(await set('ModelNotLoaded', { for_s: 0 })).toMatchObject({ for_s: 0, default_for_s: 60 });
  await vi.waitFor(async () => expect(await alerts()).toMatchObject([{ name: 'ModelNotLoaded', state: 'firing' }]), {
    timeout: 30_000,
  });
  const [before] = await alerts();
  running.process.kill('SIGKILL');
  await running.stop();
  running = await startConsole({ dataFolder });
  expect(await alerts()).toEqual([before]);
  expect(AlertRule.parse(await get('/v1/monitoring/rules/ModelNotLoaded'))).toMatchObject({ for_s: 0 });
  // Judged anew it is still the same alert; switched off it resolves.
  await set('ModelNotLoaded', { enabled: false });
  await vi.waitFor(async () => expect((await alerts())[0]).toMatchObject({ id: before?.id, state: 'resolved' }), {
    timeout: 30_000,
  });
  const { events } = HistoryEventList.parse(await get('/v1/history/events?kinds=alert'));
  const told = events.filter(({ detail }) => detail['name'] === 'ModelNotLoaded');
  expect(told.map(({ detail }) => detail['state'])).toEqual(['resolved', 'firing']);
});
