import { describe, expect, it } from 'vitest';
import type { Health } from '../../native/contract/http/health.ts';
import { trayReport } from './tray-report.ts';

const healthy: Health = {
  status: 'ok',
  version: '1.0.0',
  uptime_s: 5,
  model: { id: 'a', name: 'parts', version: '1', provider: 'cpu', provider_extent: 'all', provider_reason: 'So.' },
  checks: [{ name: 'model', status: 'ok', detail: 'parts on cpu.' }],
};

describe('the tray', () => {
  it('names the model and where it runs', () => {
    expect(trayReport(healthy)).toMatchObject({ state: 'ready', sentence: 'parts on cpu' });
  });

  it('says what is wrong, the worst first', () => {
    const degraded = { name: 'store', status: 'degraded', detail: 'The disk is full.' } as const;
    const failed = { name: 'detector', status: 'failed', detail: 'It cannot be started.' } as const;
    expect(trayReport({ ...healthy, checks: [degraded] })).toMatchObject({
      state: 'troubled',
      sentence: degraded.detail,
    });
    expect(trayReport({ ...healthy, checks: [degraded, failed] }).sentence).toBe(failed.detail);
  });

  it('says that there is no model, and why', () => {
    const check = { name: 'model', status: 'failed', detail: 'The file is gone.' } as const;
    expect(trayReport({ ...healthy, model: null, checks: [] }).state).toBe('no_model');
    expect(trayReport({ ...healthy, model: null, checks: [check] }).sentence).toBe('The file is gone.');
  });
});
