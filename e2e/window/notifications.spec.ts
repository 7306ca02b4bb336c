import type { BrowserContext, Page } from '@playwright/test';
import type { AlertList, Silence } from '../../native/contract/http/alerts.ts';
import { ask, expect, test } from './telling.ts';

interface Shown {
  title: string;
  body: string;
}

/** Every notification that any page of the context makes from now on, as it is made. */
async function recordNotifications(context: BrowserContext): Promise<Shown[]> {
  const shown: Shown[] = [];
  await context.grantPermissions(['notifications']);
  await context.exposeFunction('recordNotification', (one: Shown) => void shown.push(one));
  await context.addInitScript(() => {
    const made: Notification[] = [];
    const page = window as unknown as { recordNotification: (one: Shown) => void; made: Notification[] };
    page.made = made;
    window.Notification = class extends Notification {
      constructor(title: string, options: NotificationOptions = {}) {
        super(title, options);
        made.push(this);
        page.recordNotification({ title, body: options.body ?? '' });
      }
    };
  });
  return shown;
}

const RULE = 'ModelNotLoaded';
const BUSY = 'HighCPUUsage';

/** Any machine that runs a browser is busier than this. */
async function fireBusy(url: string): Promise<void> {
  await ask(url, `rules/${BUSY}`, 'PUT', { threshold: 0, for_s: 0 });
  const states = async () => (await ask<AlertList>(url, 'alerts')).alerts.map(({ name, state }) => `${name} ${state}`);
  await expect.poll(states).toContain(`${BUSY} firing`);
}

/** As if another tab were in front, for longer than a page keeps its events. */
async function hide(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
  const since = await page.evaluate(() => performance.now());
  await page.waitForFunction((from) => performance.now() > from + 6_000, since);
}

test('an alert that begins is notified of once, by one tab of several, and opens by a click', async ({
  page,
  context,
  telling: { url },
}) => {
  const shown = await recordNotifications(context);
  // One that fires already is nothing new.
  await fireBusy(url);
  await page.goto(`${url}/alerts`);
  const firing = page.getByRole('region', { name: 'Firing' });
  await expect(firing).toContainText(BUSY);
  const second = await context.newPage();
  await second.goto(`${url}/alerts/channels`);
  const card = second.getByRole('region', { name: 'Desktop' });
  await expect(card).toContainText('Allowed: this browser shows them');
  await card.getByRole('button', { name: 'Test Desktop' }).click();
  await expect(card.getByRole('status').filter({ hasText: 'after' })).toBeVisible();
  await expect.poll(() => shown).toEqual([expect.objectContaining({ title: 'A test of Vigil' })]);
  shown.length = 0;

  // A page that is hidden lets go of its events, but for the tab that tells.
  const letGo: string[] = [];
  page.on('requestfailed', (request) => letGo.push(request.url()));
  await hide(page);
  await ask(url, `rules/${RULE}`, 'PUT', { for_s: 0 });
  await expect.poll(() => shown.map(({ title }) => title)).toEqual([`${RULE} fires, critical`]);
  expect(letGo.filter((address) => address.includes('/v1/events'))).toEqual([]);

  // The tab that tells is closed; the other goes on from there.
  const teller = await page.evaluate(() => (window as unknown as { made: Notification[] }).made.length);
  expect(teller, 'the first tab tells').toBe(1);
  await page.evaluate(() => (window as unknown as { made: Notification[] }).made[0]?.dispatchEvent(new Event('click')));
  await expect(page).toHaveURL(/\/alerts\/\d+$/);
  await page.close();
  await expect
    .poll(() => second.evaluate(async () => (await navigator.locks.query()).held?.map(({ name }) => name)))
    .toEqual(['vigil-notifications']);
  await ask(url, `rules/${RULE}`, 'PUT', { enabled: false });
  await expect
    .poll(() => shown)
    .toEqual([
      { title: `${RULE} fires, critical`, body: expect.any(String) },
      { title: `${RULE} is over`, body: expect.stringContaining('Its rule was switched off.') },
    ]);
});

/** The page has asked for what it may notify of, after now. */
async function looked(page: Page): Promise<void> {
  const request = await page.waitForRequest('**/v1/monitoring/routing', { timeout: 60_000 });
  await request.response();
}

test('nothing is notified of while the channel is off, or of what is silenced for as long as it is', async ({
  page,
  context,
  telling: { url },
}) => {
  const shown = await recordNotifications(context);
  await ask(url, 'channels/desktop', 'PUT', { enabled: false });
  await page.goto(`${url}/alerts`);
  const firing = page.getByRole('region', { name: 'Firing' });
  await expect(firing).toContainText('No alert fires');
  await fireBusy(url);
  await expect(firing).toContainText(BUSY);
  await looked(page);
  await ask(url, 'channels/desktop', 'PUT', { enabled: true });
  const ends_at = new Date(Date.now() + 3_600_000).toISOString();
  const { id } = await ask<Silence>(url, 'silences', 'POST', { matchers: { name: RULE }, ends_at });
  await ask(url, `rules/${RULE}`, 'PUT', { for_s: 0 });
  await expect(firing).toContainText(RULE);
  await looked(page);
  expect(shown).toEqual([]);
  await ask(url, `silences/${id}`, 'DELETE');
  await expect.poll(() => shown.map(({ title }) => title), { timeout: 60_000 }).toEqual([`${RULE} fires, critical`]);
});

test('the browser is asked by the button alone, and a refusal says how to change it', async ({
  page,
  context,
  telling: { url },
}) => {
  await context.addInitScript(() => {
    let said: NotificationPermission = 'default';
    const page = window as unknown as { asked: number; answer: NotificationPermission };
    page.asked = 0;
    Object.defineProperty(Notification, 'permission', { get: () => said });
    Notification.requestPermission = async () => {
      page.asked++;
      said = page.answer;
      return said;
    };
  });
  await page.goto(`${url}/alerts/channels`);
  const card = page.getByRole('region', { name: 'Desktop' });
  await expect(card).toContainText('has not been asked');
  await expect(card.getByRole('button', { name: 'Test Desktop' })).toBeDisabled();
  expect(await page.evaluate(() => (window as unknown as { asked: number }).asked)).toBe(0);
  await page.evaluate(() => {
    (window as unknown as { answer: NotificationPermission }).answer = 'denied';
  });
  await card.getByRole('button', { name: 'Allow notifications' }).click();
  await expect(card).toContainText('Blocked for this address. To change it, open the settings of this site');
  await expect(card.getByRole('button', { name: 'Allow notifications' })).toHaveCount(0);
});
