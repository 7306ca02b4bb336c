import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../native/store/open.ts';
import { startConsole } from '../../native/testing/console.ts';
import { expect, test } from './fixtures.ts';
import { keepAlerts } from './kept-alerts.ts';

const MINUTE_MS = 60_000;
/** An image a minute; slow ones for two spans, each longer than the rule takes. */
const SLOW = [
  { from: 300, minutes: 25 },
  { from: 220, minutes: 20 },
] as const;
const isSlow = (minute: number) => SLOW.some(({ from, minutes }) => minute <= from && minute > from - minutes);

function makeHistory(dataFolder: string): void {
  const store = openStore(dataFolder);
  const now = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  const figures = { inference_ms: 1, queue_ms: 1, confidence: null, detections: 0, embedding_distance: null };
  const picture = { brightness: null, contrast: null, sharpness: null, saturation: null };
  for (let minute = 330; minute > 150; minute--) {
    const at = now - minute * MINUTE_MS;
    store.series.addSample(at + 1_000, { queue_length: 0 });
    const origin = { at: at + 2_000, model_id: null, source: null };
    store.series.addResult(origin, { ...figures, ...picture, latency_ms: isSlow(minute) ? 320 : 50 });
  }
  store.series.flush();
  store.close();
}

test('an alert on the tail of latency leads to its threshold, and to how often it would have fired with another', async ({
  page,
}) => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'vigil-threshold-'));
  makeHistory(dataFolder);
  const [id] = keepAlerts(dataFolder, [{ rule: 'HighTailLatency', value: 412 }]);
  const running = await startConsole({ dataFolder });
  try {
    await page.goto(`${running.url}/alerts/${id}`);
    const firing = page.getByRole('region', { name: 'Firing' });
    await expect(firing.getByText('If the model is meant to run on the processor')).toBeVisible();
    await firing.getByRole('link', { name: 'Its rule' }).click();
    const drawer = page.getByRole('dialog', { name: 'HighTailLatency' });
    const preview = drawer.getByRole('status');
    await expect(drawer.getByLabel('Threshold')).toHaveValue('200 ms');
    await expect(preview).toContainText(`It would have fired ${SLOW.length} times.`);
    await expect(drawer.getByRole('link')).toHaveCount(SLOW.length);
    await drawer.getByLabel('Threshold').fill('400');
    await expect(preview).toContainText('It would not have fired.');
    await expect(drawer.getByRole('link')).toHaveCount(0);
  } finally {
    // The page asks on; it must not find its console gone.
    await page.goto('about:blank');
    await running.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
});
