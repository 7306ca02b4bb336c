import { SettingsResponse } from '../../native/contract/http/settings.ts';
import { expect, test } from './fixtures.ts';

test('metrics are set up for other machines, for the next start', async ({ page, ownConsole }) => {
  const answer = async () => SettingsResponse.parse(await (await fetch(`${ownConsole.url}/v1/settings`)).json());
  await page.goto(`${ownConsole.url}/settings`);
  const section = page.locator('#metrics');
  await expect(section).toContainText('There is none now.');
  await section.getByLabel('Address').fill('127.0.0.1');
  await section.getByLabel('Port').fill('9100');
  await section.getByLabel('Names').fill('host.docker.internal, no/name');
  await expect(section.getByRole('alert').filter({ hasText: 'A name or an address' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
  await section.getByLabel('Names').fill('host.docker.internal');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('status').filter({ hasText: 'The listener for scrapers waits' })).toBeVisible();
  expect((await answer()).settings.metrics_listener).toEqual({
    ...{ host: '127.0.0.1', port: 9100, allowed_hosts: ['host.docker.internal'] },
  });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await answer()).settings.metrics_listener.host).toBeNull();
});
