import { test as base, expect, type Page } from '@playwright/test';
import { type RunningConsole, startConsole } from '../../native/testing/console.ts';
import { hasShared, sharedPath } from '../../native/testing/shared.ts';

/** A problem that a test provokes on purpose, with the reason why it may happen. */
export interface Allowed {
  pattern: RegExp;
  because: string;
}

interface TestFixtures {
  /** Problems this test provokes; any other console error, page error or answer of 400 and more fails it. */
  allowed: Allowed[];
  /** A console of this test's own, with nothing in its history. */
  ownConsole: RunningConsole;
}

interface WorkerFixtures {
  /** One console with a model, shared by the tests of a worker that leave it as it was. */
  vigil: RunningConsole;
}

export const MODEL = sharedPath('models/yolox-nano-416.onnx');
export const photo = (name: string) => sharedPath('images', name);

export const test = base.extend<TestFixtures, WorkerFixtures>({
  vigil: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const running = await startConsole(hasShared ? { model: MODEL } : {});
      await use(running);
      await running.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  ownConsole: async ({ page }, use) => {
    const running = await startConsole(hasShared ? { model: MODEL } : {});
    await use(running);
    // The page asks every second; it must not find its console gone.
    await page.goto('about:blank');
    await running.stop();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
  allowed: async ({}, use) => use([]),
  page: async ({ page, allowed }, use) => {
    const problems = collectProblems(page);
    await use(page);
    const unexpected = problems.filter((problem) => !allowed.some(({ pattern }) => pattern.test(problem)));
    expect(unexpected, 'console errors, page errors and answers of 400 and more').toEqual([]);
  },
});

function collectProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => problems.push(`page: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });
  return problems;
}

export { expect, hasShared };
