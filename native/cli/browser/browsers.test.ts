import { describe, expect, it } from 'vitest';
import { chooseBrowser, hasDisplay, type Machine } from './browsers.ts';

const URL = 'http://127.0.0.1:8000';
const machine = (facts: Partial<Omit<Machine, 'find'>> & { has?: readonly string[] }): Machine => ({
  platform: 'linux',
  environment: { DISPLAY: ':0' },
  isRoot: false,
  find: (command) => (facts.has?.includes(command) ? command : null),
  ...facts,
});

describe('the browser', () => {
  it.each<[string, Machine, unknown]>([
    ['Chromium', machine({ has: ['xdg-open', 'google-chrome', 'chromium'] }), ['chromium', `--app=${URL}`]],
    ['Edge', machine({ has: ['xdg-open', 'microsoft-edge'] }), ['microsoft-edge', `--app=${URL}`]],
    ['any on Linux', machine({ has: ['xdg-open'] }), ['xdg-open', URL]],
    ['any on Wayland', machine({ environment: { WAYLAND_DISPLAY: 'w' }, has: ['xdg-open'] }), ['xdg-open', URL]],
    ['Safari', machine({ platform: 'darwin', environment: {} }), ['open', URL]],
    [
      'Chrome on a Mac',
      machine({ platform: 'darwin', has: ['/Applications/Google Chrome.app'] }),
      ['open', '-na', 'Google Chrome', '--args', `--app=${URL}`],
    ],
    ['Edge on Windows', machine({ platform: 'win32' }), ['cmd', '/c', 'start', '', 'msedge', `--app=${URL}`]],
  ])('is %s', (_name, on, words) => {
    const browser = chooseBrowser(on, URL);
    expect([browser?.command, ...(browser?.args ?? [])]).toEqual(words);
  });

  it.each([
    ['without a display', machine({ environment: {}, has: ['chromium'] })],
    ['for root, whom Chromium refuses', machine({ isRoot: true, has: ['chromium', 'xdg-open'] })],
    ['where none is installed', machine({})],
  ])('is none %s', (_why, on) => {
    expect(chooseBrowser(on, URL)).toBeNull();
  });

  it('needs a display on Linux alone', () => {
    expect(hasDisplay({ platform: 'linux', environment: { DISPLAY: '' } })).toBe(false);
    expect(hasDisplay({ platform: 'darwin', environment: {} })).toBe(true);
  });
});
