import { Receiver } from '../../native/service/alerts/channels/testing/receiver.ts';
import { type RunningConsole, startConsole } from '../../native/testing/console.ts';
import { test as base, expect } from './fixtures.ts';

export const test = base.extend<{ telling: RunningConsole; receiver: Receiver }>({
  /** A console without a model, so that ModelNotLoaded can be made to fire and to end. */
  telling: async ({ page }, use) => {
    const running = await startConsole();
    await use(running);
    // The page asks on; it must not find its console gone.
    for (const each of page.context().pages()) await each.goto('about:blank');
    await running.stop();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
  receiver: async ({}, use) => {
    const receiver = await Receiver.open();
    await use(receiver);
    await receiver.close();
  },
});

/** What the console answers under `/v1/monitoring/`; anything but success fails the test. */
export async function ask<Answer>(url: string, path: string, method = 'GET', body?: unknown): Promise<Answer> {
  const response = await fetch(`${url}/v1/monitoring/${path}`, {
    ...{ method, headers: body === undefined ? {} : { 'content-type': 'application/json' } },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect(response.ok, `${method} ${path}`).toBe(true);
  return (await response.json()) as Answer;
}

export { expect };
