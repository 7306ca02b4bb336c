import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AlertList } from '../native/contract/http/alerts.ts';
import { OPENED } from './bridge/names.ts';
import { alertReport } from './processes/tray-report.ts';
import type { ElectronDouble } from './testing/electron-double.ts';
import { ShellUnderTest } from './testing/shell-under-test.ts';

const FIRING = {
  ...{
    id: 1,
    name: 'HighLatency',
    severity: 'warning',
    component: 'api',
    labels: {},
    state: 'firing',
    summary: 'Slow',
  },
  ...{ description: 'Slow.', value: 600, comparator: '>', threshold: 500, unit: 'ms', series: null, runbook: 'x' },
  ...{ started_at: '2026-01-05T08:00:00.000Z', fired_at: '2026-01-05T08:05:00.000Z', resolved_at: null },
  ...{
    resolved_reason: null,
    acknowledged_at: null,
    acknowledged_by: null,
    comment: null,
    silenced_until: null,
    inhibited_by: null,
  },
};
let shell: ShellUnderTest;
let electron: ElectronDouble;

beforeEach(() => {
  shell = new ShellUnderTest();
  ({ electron } = shell);
});
afterEach(() => shell.close());

const start = () => shell.start();
const service = () => shell.service();
const listening = () => shell.listening();

describe('the tray', () => {
  const item = (label: RegExp) =>
    electron.menu.find((entry) => label.test(entry.label ?? '')) ?? expect.fail(`no ${label} in the menu`);
  const choose = (label: RegExp) => (item(label).click as (() => void) | undefined)?.();
  const fires = (alerts: object[]) => service().emit('message', alertReport(AlertList.parse({ alerts })));
  const alert = (severity: string) => ({ ...FIRING, severity });

  it('says in words and by a mark how many alerts fire and how grave the worst is', async () => {
    await start();
    listening();
    expect(item(/Alerts/).label).toBe('Alerts');
    service().emit('message', { kind: 'state', state: 'ready', sentence: 'parts on cpu' });
    fires([alert('warning'), alert('critical'), { ...alert('critical'), silenced_until: '2030-01-01T00:00:00.000Z' }]);
    expect(electron.trayStates.at(-1)).toBe('Vigil: parts on cpu\n2 alerts fire, the worst critical');
    expect(electron.menu.map(({ label }) => label)).toEqual([
      '✓ parts on cpu',
      '‼ 2 alerts fire, the worst critical',
      undefined,
      'Open Vigil',
      'Quit',
    ]);
    expect(electron.app.badge).toBe(2);
    fires([]);
    expect(electron.trayStates.at(-1)).toBe('Vigil: parts on cpu');
    expect(item(/alert/).label).toBe('No alert fires');
    expect(electron.app.badge).toBe(0);
  });

  it('claims nothing of alerts while the service is being restarted', async () => {
    vi.useFakeTimers();
    try {
      await start();
      listening();
      fires([alert('warning')]);
      expect(item(/alert/).label).toBe('! One alert fires, warning');
      service().emit('exit', 139);
      expect(item(/restarted/).label).toBe('! The service is being restarted');
      expect(item(/Alerts/).label).toBe('Alerts');
      expect(electron.app.badge).toBe(0);
      await vi.runAllTimersAsync();
    } finally {
      vi.useRealTimers();
    }
  });

  it('opens the alerts in the window that is there, or in a new one once its page is loaded', async () => {
    await start();
    listening();
    const [window] = electron.windows;
    choose(/Alerts/);
    const page = [OPENED, { kind: 'page', path: '/alerts' }];
    expect(window?.webContents.sent).toEqual([page]);
    expect(window?.calls).toEqual(['restore', 'show', 'focus']);
    window?.emit('closed');
    choose(/Alerts/);
    expect(electron.windows[1]?.webContents.sent).toEqual([]);
    electron.windows[1]?.webContents.emit('did-finish-load');
    expect(electron.windows[1]?.webContents.sent).toContainEqual(page);
  });
});
