import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Channel, ChannelList, Routing } from '../../native/contract/http/channels.ts';
import { seal } from '../../native/service/alerts/channels/sealed.ts';
import { startConsole } from '../../native/testing/console.ts';
import { expectNothingSerious } from './axe.ts';
import { runCommand } from './palette.ts';
import { ask, expect, test } from './telling.ts';

const SECRET = 'hush-5d41402abc4b';

const channelOf = async (url: string, name: string): Promise<Channel | undefined> =>
  (await ask<ChannelList>(url, 'channels')).channels.find((channel) => channel.name === name);

/** Goes on by Tab until something has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const hasFocus = () => target.evaluate((it) => it === document.activeElement);
  for (let left = 120; left > 0 && !(await hasFocus()); left--) await page.keyboard.press('Tab');
  await expect(target).toBeFocused();
}

test('a webhook is set up, tried and cleared by the keyboard alone, and its address is never shown', async ({
  page,
  telling: { url },
  receiver,
}) => {
  test.slow();
  const answers: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/v1/monitoring/channels')) answers.push(response.text().catch(() => ''));
  });
  await page.goto(`${url}/alerts`);
  await tabTo(page, page.getByRole('link', { name: 'Channels', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Desktop tells of alerts');
  const card = page.getByRole('region', { name: 'Webhook' });
  await expect(card).toContainText('Not set up');
  await expect(card.getByRole('button', { name: 'Test Webhook' })).toBeDisabled();
  const address = card.getByRole('textbox', { name: 'Address' });

  // What is no address is refused where it stands, and stays.
  await tabTo(page, address);
  await page.keyboard.type('mailto:ada');
  await expect(card.getByText('addresses of mailto: are refused', { exact: false })).toBeVisible();
  await expect(address).toHaveAttribute('aria-invalid', 'true');
  await expect(card.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(`${receiver.url}/${SECRET}`);
  await expect(card).toContainText('1 change not saved yet');
  await expect(address).toHaveAttribute('type', 'password');

  // It is kept while another page is open.
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Rules', exact: true }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('rules on');
  await page.getByRole('link', { name: 'Channels', exact: true }).press('Enter');
  await expect(card).toContainText('1 change not saved yet');

  await tabTo(page, card.getByRole('button', { name: 'Save and test Webhook' }));
  await page.keyboard.press('Enter');
  const { host } = new URL(receiver.url);
  await expect(card.getByText(`${host} took the test message.`, { exact: false })).toBeVisible();
  expect(receiver.taken()).toMatchObject([
    { path: `/${SECRET}`, body: { alerts: [{ labels: { alertname: 'VigilTest' } }] } },
  ]);
  await expect(card).toContainText('Works');
  await expect(card).toContainText(`Sends to${host}`);
  await expect(address).toHaveValue('');
  await expect(card).toContainText('Set. Enter a new one to replace it.');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Desktop and Webhook tell of alerts');
  await expectNothingSerious(page);

  // Nothing of what the page has, or was answered, holds it.
  await page.reload();
  await expect(card).toContainText('Works');
  expect(await page.content()).not.toContain(SECRET);
  const held = await page
    .locator('input, textarea')
    .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  expect(held.join()).not.toContain(SECRET);
  expect((await Promise.all(answers)).join()).not.toContain(SECRET);

  await tabTo(page, card.getByRole('button', { name: 'Clear Address' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Clear address of Webhook' });
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await expectNothingSerious(page);
  await tabTo(page, dialog.getByRole('button', { name: 'Clear', exact: true }));
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(card).toContainText('Not set up');
  expect(await channelOf(url, 'webhook')).toMatchObject({ configured: false, secrets: { url: false } });
});

test('a receiver that refuses is told with what to do, and a channel that is off keeps what is set', async ({
  page,
  telling: { url },
  receiver,
}) => {
  receiver.answer = 403;
  receiver.isEchoing = true;
  await ask(url, 'channels/slack', 'PUT', { url: `${receiver.url}/services/${SECRET}` });
  await page.goto(`${url}/alerts/channels`);
  const card = page.getByRole('region', { name: 'Slack' });
  await expect(card).toContainText('On, nothing sent yet');
  await card.getByRole('button', { name: 'Test Slack' }).click();
  const said = 'The key or address is not accepted: make a new one there and state it here.';
  await expect(card.getByRole('status').filter({ hasText: 'Not sent' })).toContainText(said);
  await expect(card).toContainText('Failing');
  await expect(card.getByText('Failed last')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Slack failed last');
  expect(await page.content()).not.toContain(SECRET);
  await expectNothingSerious(page);
  receiver.answer = 200;
  await card.getByRole('button', { name: 'Test Slack' }).click();
  await expect(card.getByRole('status').filter({ hasText: 'Sent' })).toContainText('took the test message');
  await expect(card).toContainText('works again since');

  await card.getByRole('switch', { name: 'Slack is on' }).press('Space');
  await expect(card.locator('header')).toContainText('Off');
  expect(await channelOf(url, 'slack')).toMatchObject({ enabled: false, configured: true });
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(card.locator('header')).toContainText('Works');
});

test('a mail is set field by field, refused field by field, and forgets its password with its server', async ({
  page,
  allowed,
  telling: { url },
}) => {
  await page.goto(`${url}/alerts/channels`);
  const card = page.getByRole('region', { name: 'E-mail' });
  await card.getByLabel('Mail server').fill('http://mail.example.org');
  await card.getByLabel('Port').fill('70000');
  await card.getByLabel('Recipients').fill('ada@example.org\nnobody');
  await expect(card.getByText('State the name or address of the mail server alone.')).toBeVisible();
  await expect(card.getByText('At most 65535.')).toBeVisible();
  await expect(card.getByText('nobody: This is no e-mail address.')).toBeVisible();
  await expect(card).toContainText('3 changes; 3 fields cannot be saved as they are');
  await expectNothingSerious(page);
  await card.getByLabel('Mail server').fill('127.0.0.1');
  await card.getByLabel('Port').fill('2525');
  await card.getByLabel('Recipients').fill('ada@example.org, bo@example.org');
  await expect(card).toContainText('Still needed: sender.');
  await card.getByLabel('Sender').fill('vigil@example.org');
  await card.getByRole('textbox', { name: 'User' }).fill('ada');
  await card.getByRole('textbox', { name: 'Password' }).fill(SECRET);
  await card.getByRole('combobox', { name: 'Encryption' }).click();
  await page.getByRole('option', { name: 'None' }).click();
  await card.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(card).toContainText('ada@example.org, bo@example.org by 127.0.0.1:2525');
  expect(await channelOf(url, 'email')).toMatchObject({
    settings: { port: 2525, security: 'none', user: 'ada', to: ['ada@example.org', 'bo@example.org'] },
    secrets: { password: true },
  });

  await card.getByLabel('Mail server').fill('localhost');
  await expect(card.getByRole('alert')).toContainText('is forgotten with the new one: enter it again');
  await expect(card.getByRole('button', { name: 'Save and test E-mail' })).toBeDisabled();

  // What only the console knows to be wrong stands at its field as well.
  allowed.push({ pattern: /422/, because: 'a field is refused' });
  await page.route('**/v1/monitoring/channels/email', (route) =>
    route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        ...{ type: 'about:blank', title: 'A parameter has an unusable value', status: 422, code: 'invalid_parameter' },
        ...{ detail: 'host: nothing here; is that right', request_id: 'r' },
      }),
    }),
  );
  await card.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(card.getByText('nothing here; is that right')).toBeVisible();
  await expect(card.getByLabel('Mail server')).toHaveAttribute('aria-invalid', 'true');
  await card.getByRole('button', { name: 'Discard' }).click();
  await expect(card.getByLabel('Mail server')).toHaveValue('127.0.0.1');
});

test('the routing is changed, kept over a reload, and put back', async ({ page, telling: { url } }) => {
  await page.goto(url);
  await runCommand(page, 'channels');
  await expect(page).toHaveURL(`${url}/alerts/channels`);
  const panel = page.getByRole('region', { name: 'Who is told of what' });
  const box = (name: string) => panel.getByRole('checkbox', { name });
  await expect(panel).toContainText('Slack, E-mail, PagerDuty, Webhook, and Alertmanager are ticked but not set up');
  await expect(panel.getByRole('button', { name: 'Back to default' })).toBeDisabled();
  await box('Slack is told of critical alerts').focus();
  await page.keyboard.press('Space');
  await box('E-mail is told of info alerts').check();
  await panel.getByLabel('Cool-down').fill('9000000');
  await expect(panel.getByText('At most 86400 s.')).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Save routing' })).toBeDisabled();
  await panel.getByLabel('Cool-down').fill('60');
  await expect(panel).toContainText('3 changes not saved yet');
  await panel.getByRole('button', { name: 'Save routing' }).click();
  await expect(panel).not.toContainText('not saved yet');
  const changed = {
    ...{ info: ['email', 'webhook', 'alertmanager'], cool_down_s: 60, group_wait_s: 10 },
    critical: ['desktop', 'email', 'pagerduty', 'webhook', 'alertmanager'],
  };
  expect(await ask<Routing>(url, 'routing')).toMatchObject(changed);
  await page.reload();
  await expect(box('E-mail is told of info alerts')).toBeChecked();
  await expect(box('Slack is told of critical alerts')).not.toBeChecked();
  await expect(page.getByRole('region', { name: 'Slack' })).toContainText('Is told ofwarning');

  await box('Desktop is told of warning alerts').uncheck();
  await box('Desktop is told of critical alerts').uncheck();
  await expect(panel).toContainText('Nobody is told of critical and warning alerts');
  await panel.getByRole('button', { name: 'Undo changes' }).click();
  await expect(box('Desktop is told of warning alerts')).toBeChecked();
  await panel.getByRole('button', { name: 'Back to default' }).click();
  await panel.getByRole('button', { name: 'Save routing' }).click();
  await expect(panel.getByRole('button', { name: 'Back to default' })).toBeDisabled();
  expect(await ask<Routing>(url, 'routing')).toMatchObject({ cool_down_s: 300, info: ['webhook', 'alertmanager'] });
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(box('E-mail is told of info alerts')).toBeChecked();
});

test('channels that cannot be asked for say so, and come when they can', async ({
  page,
  allowed,
  telling: { url },
}) => {
  allowed.push({ pattern: /channels|507/, because: 'the answers are taken away' });
  await page.route('**/v1/monitoring/channels', (route) =>
    route.fulfill({
      status: 507,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        ...{ type: 'about:blank', title: 'The result could not be stored', status: 507, code: 'storage_failed' },
        ...{ detail: 'The disk is full.', request_id: 'r' },
      }),
    }),
  );
  await page.goto(`${url}/alerts/channels`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The console does not tell of its channels');
  await expect(page.getByRole('alert')).toContainText('The disk is full.');
  await expectNothingSerious(page);
  await page.unroute('**/v1/monitoring/channels');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('region', { name: 'Slack' })).toContainText('Not set up');
});

test('secrets that the desktop window has encrypted are said to be unreadable here, and what to do', async ({
  page,
}) => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'vigil-sealed-'));
  const sealed = seal('{"slack.url":"https://hooks.example.com/hush"}', createSecretKey(randomBytes(32)));
  writeFileSync(join(dataFolder, 'channel-secrets.json'), JSON.stringify(sealed), { mode: 0o600 });
  const vigil = await startConsole({ dataFolder });
  try {
    await page.goto(`${vigil.url}/alerts/channels`);
    await expect(page.getByRole('alert')).toContainText('state them again here');
    await expectNothingSerious(page);
  } finally {
    // The page asks on; it must not find its console gone.
    await page.goto('about:blank');
    await vigil.stop();
    rmSync(dataFolder, { recursive: true });
  }
});
