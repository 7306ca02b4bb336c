import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'] as const;

/** Quiet and offline; without its sandbox only where the kernel denies it, which is so for root. */
const ARGUMENTS = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
] as const;

/** The machine's Chromium where it has one, else the one that Playwright downloads. */
export function findBrowser(): LaunchOptions {
  const executablePath = INSTALLED.find((path) => existsSync(path));
  const args = process.getuid?.() === 0 ? ['--no-sandbox', ...ARGUMENTS] : [...ARGUMENTS];
  return executablePath === undefined ? { args } : { args, executablePath };
}
