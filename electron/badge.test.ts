import { expect, it } from 'vitest';
import { showBadge } from './badge.ts';
import { electronDouble } from './testing/electron-double.ts';

it.each([
  ['darwin', 3],
  ['linux', 3],
  ['win32', null],
] as const)('puts a number on the icon in the dock of %s: %s', (platform, shown) => {
  const electron = electronDouble();
  showBadge(electron.api, 3, platform);
  expect(electron.app.badge).toBe(shown);
});
