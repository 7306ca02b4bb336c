import { SystemSnapshot } from '../../native/contract/http/system.ts';
import { findNvidiaSmi, thisMachine } from '../../native/telemetry/gpu/nvidia/find.ts';
import {
  createFakeNvidiaSmi,
  type FakeNvidiaSmi,
  gpuLine,
  type Plan,
  processReport,
} from '../../native/telemetry/testing/fake-nvidia-smi.ts';
import { type RunningConsole, startConsole } from '../../native/testing/console.ts';
import { expectNothingSeriousNow } from './axe.ts';
import { test as base, expect, hasShared, MODEL } from './fixtures.ts';

const HEALTHY: Plan = {
  gpus: [{ frames: [gpuLine(2_048)], afterwards: 'repeat' }],
  processes: [{ frames: [processReport({ 1: '500 MiB' })], afterwards: 'repeat' }],
};
const WDDM: Plan = {
  gpus: [
    {
      frames: [
        '0, 00000000:01:00.0, 551.86, [N/A], 8188, 1204, 6754, [N/A], 54, [N/A], [N/A], NVIDIA GeForce RTX 4060\n',
      ],
      afterwards: 'repeat',
    },
  ],
  processes: [{ frames: ['No devices were found\n'], afterwards: { exit: 6 } }],
};

interface Fixtures {
  plan: Plan;
  /** A console that finds a fake nvidia-smi on its PATH. */
  withGpu: RunningConsole & { fake: FakeNvidiaSmi };
}

const test = base.extend<Fixtures>({
  plan: [HEALTHY, { option: true }],
  withGpu: async ({ page, plan }, use) => {
    const fake = createFakeNvidiaSmi(plan);
    const environment = { PATH: `${fake.folder}:${process.env['PATH']}` };
    const running = await startConsole({ ...(hasShared ? { model: MODEL } : {}), environment });
    await use({ ...running, fake });
    await page.goto('about:blank');
    await running.stop();
    fake.delete();
  },
});

test.skip(process.platform === 'win32', 'the fake nvidia-smi is a script');

for (const colorScheme of ['dark', 'light'] as const) {
  test(`the GPU, its memory, the host and the API are shown, ${colorScheme}`, async ({ page, withGpu }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(`${withGpu.url}/detect`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.keyboard.press('g');
    await page.keyboard.press('y');
    await expect(page).toHaveURL(/\/system$/);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(
      'NVIDIA GeForce RTX 4090 has 21.6 GiB of 24 GiB free',
    );
    const gpu = page.getByRole('article', { name: 'GPU 0, NVIDIA GeForce RTX 4090' });
    await expect(gpu).toContainText('2 GiB of 24 GiB');
    await expect(gpu).toContainText('183 W of 450 W');
    await expect(gpu.getByRole('meter', { name: 'Memory in use' })).toHaveAttribute('aria-valuenow', '8');
    await expect(gpu.getByRole('meter', { name: 'Busy' })).toHaveAttribute('aria-valuenow', '37');
    await expect(page.getByRole('region', { name: 'Host' }).getByRole('meter', { name: 'Processors' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Processes of this console' })).toContainText(`${withGpu.pid}`);
    await expect(page.getByRole('region', { name: 'HTTP API' }).getByRole('row', { name: '/v1/status' })).toContainText(
      '200 ×',
    );
    await expectNothingSeriousNow(page);
  });
}

test.describe('a driver that says little', () => {
  test.use({ plan: WDDM });

  test('is quoted, and no figure is made up', async ({ page, withGpu }) => {
    await page.goto(`${withGpu.url}/system`);
    const gpu = page.getByRole('article', { name: 'GPU 0, NVIDIA GeForce RTX 4060' });
    await expect(gpu).toContainText('1.18 GiB of 8 GiB');
    for (const label of ['Busy', 'Power']) {
      await expect(gpu.locator('div', { hasText: label }).last()).toContainText('Not reported by the driver');
    }
    await expect(gpu).not.toContainText(/\b0 (?:W|%)/);
    await expect(gpu.getByRole('meter')).toHaveCount(1);
    await expect(page.getByRole('list', { name: 'Sources of figures' })).toContainText('No devices were found');
    await expectNothingSeriousNow(page);
  });
});

test.describe('without a GPU', () => {
  test.skip(findNvidiaSmi(thisMachine()) !== null, 'this machine has one');

  test('the host memory of the model is shown, and said to be that', async ({ page, vigil }) => {
    await page.goto(`${vigil.url}/system`);
    const panel = page.getByRole('region', { name: 'GPU', exact: true });
    await expect(panel).toContainText('nvidia-smi');
    if (hasShared) {
      await expect(panel.getByRole('meter', { name: 'Host memory that the model holds' })).toBeVisible();
      await expect(panel).toContainText('memory of the host and not of a GPU');
    }
    await expectNothingSeriousNow(page);
  });
});

test('the figures are live, and a hidden page asks for none', async ({ page, withGpu }) => {
  await page.clock.install();
  let asked = 0;
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/v1/system') asked++;
  });
  const hide = (state: 'hidden' | 'visible') =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { value, configurable: true });
      window.dispatchEvent(new Event('visibilitychange'));
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  await page.goto(`${withGpu.url}/system`);
  const gpu = page.getByRole('article', { name: 'GPU 0, NVIDIA GeForce RTX 4090' });
  await expect(gpu).toContainText('2 GiB of 24 GiB');

  withGpu.fake.change({ ...HEALTHY, gpus: [{ frames: [gpuLine(12_288)], afterwards: 'repeat' }] });
  process.kill(withGpu.fake.newest()[0]?.pid as number, 'SIGKILL');
  const used = async () => {
    const answer = await fetch(`${withGpu.url}/v1/system`);
    return SystemSnapshot.parse(await answer.json()).gpus[0]?.memory_used_bytes;
  };
  await expect.poll(used).toBe(12_288 * 2 ** 20);
  const before = asked;
  await page.clock.runFor(2_500);
  await expect(gpu).toContainText('12 GiB of 24 GiB');
  expect(asked).toBeGreaterThan(before);

  await hide('hidden');
  // What was under way when it was hidden may still come.
  await page.clock.runFor(2_500);
  const hidden = asked;
  await page.clock.runFor(60_000);
  expect(asked).toBe(hidden);
  await hide('visible');
  await page.clock.runFor(2_500);
  await expect.poll(() => asked).toBeGreaterThan(hidden);
});
