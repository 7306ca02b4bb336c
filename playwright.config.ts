import { defineConfig } from '@playwright/test';
import { findBrowser } from './e2e/window/browser.ts';

/**
 * One suite, two shells: Chromium against the headless console always; the desktop shell where an Electron runtime is
 * found (`ELECTRON_OVERRIDE_DIST_PATH`, or the one of the electron package).
 */
export default defineConfig({
  testDir: 'e2e/window',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  timeout: 180_000,
  expect: { timeout: 30_000 },
  fullyParallel: false,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    // A trace takes a picture and the whole page before and after each step, a third of the time of some tests.
    trace: process.env['VIGIL_TRACE'] === undefined ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    launchOptions: findBrowser(),
  },
});
