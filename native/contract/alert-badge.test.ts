import { expect, it } from 'vitest';
import { badgeOf } from './alert-badge.ts';
import type { Alert } from './http/alerts.ts';

type Told = Pick<Alert, 'state' | 'severity' | 'silenced_until' | 'inhibited_by'>;
const alert = (change: Partial<Told> = {}): Told => ({
  ...{ state: 'firing', severity: 'warning', silenced_until: null, inhibited_by: null },
  ...change,
});

it('counts what fires and names the worst, whatever the order', () => {
  const alerts = [alert({ severity: 'info' }), alert({ severity: 'critical' }), alert({ state: 'pending' })];
  expect(badgeOf(alerts)).toEqual({ count: 2, worst: 'critical', words: '2 alerts fire, the worst critical' });
  expect(badgeOf([alert()])?.words).toBe('one alert fires, warning');
});

it('says nothing of what is over, about to be, silenced or inhibited', () => {
  const silenced = alert({ severity: 'critical', silenced_until: '2030-01-01T00:00:00.000Z' });
  const inhibited = alert({ inhibited_by: { id: 1, name: 'CriticalPSI', because: '' } });
  expect(badgeOf([silenced, inhibited, alert({ state: 'resolved' }), alert({ state: 'pending' })])).toBeNull();
});
