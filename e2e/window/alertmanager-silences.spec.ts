import { AxeBuilder } from '@axe-core/playwright';
import { AlertmanagerDouble } from '../../native/service/alerts/alertmanager/testing/alertmanager-double.ts';
import { type RunningConsole, startConsole } from '../../native/testing/console.ts';
import { test as base, expect } from './fixtures.ts';

const test = base.extend<{ both: { there: AlertmanagerDouble; vigil: RunningConsole } }>({
  both: async ({ page }, use) => {
    const there = await AlertmanagerDouble.open(Date.now);
    const vigil = await startConsole();
    await use({ there, vigil });
    // The page asks on; it must not find its console gone.
    await page.goto('about:blank');
    await vigil.stop();
    await there.close();
  },
});

test('a silence made in Alertmanager is marked, says when that is away, and is ended from here', async ({
  page,
  both: { there, vigil },
}) => {
  const put = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${vigil.url}/v1/monitoring/${path}`, {
      ...{ method: 'PUT', headers, body: JSON.stringify(body) },
    });
    expect(response.ok, await response.text()).toBe(true);
  };
  const written = '{alertname=~"Model.*", severity!="info"}';
  there.silence(
    [
      { name: 'alertname', value: 'Model.*', isRegex: true },
      { name: 'severity', value: 'info', isEqual: false },
    ],
    { comment: 'The line stands still', createdBy: 'Grace' },
  );
  there.silence([{ name: 'alertname', value: 'HighPSI' }], { comment: 'New lamp' });
  const long = there.silence([{ name: 'alertname', value: `Model(${'NotLoaded|'.repeat(40)})`, isRegex: true }]);
  await put('channels/alertmanager', { api: there.url });
  await page.goto(`${vigil.url}/alerts`);
  const list = page.getByRole('region', { name: 'Silences' });
  const row = list.getByRole('row').filter({ hasText: written });
  await expect(row).toContainText('from Alertmanager');
  await expect(row).toContainText('Grace');
  await expect(row).toContainText('The line stands still');
  await expect(list.getByText('from Alertmanager')).toHaveCount(3);
  expect(await list.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  const { violations } = await new AxeBuilder({ page }).include('[aria-label="Silences"]').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  there.trouble = 503;
  await put('channels/alertmanager', {});
  await page.reload();
  await expect(row).toContainText('Alertmanager does not answer');
  there.trouble = null;
  there.expire(long);
  await put('channels/alertmanager', {});
  await page.reload();
  await expect(row).not.toContainText('does not answer');

  // Nothing but an Alertmanager could state it again, so that is not offered.
  await row.getByRole('button', { name: 'End now the silence' }).click();
  await expect(page.getByText(`No longer silenced: ${written}`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  await expect(list).toContainText('1 in force');
  await expect.poll(() => there.active().map(({ comment }) => comment)).toEqual(['New lamp']);
});
