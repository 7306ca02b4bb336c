import { expect, it } from 'vitest';
import type { Alert } from '../../../../native/contract/http/alerts.ts';
import { activeGroups, stateWords } from './active-alerts.ts';

const NOW = Date.parse('2025-01-01T12:00:30.000Z');
const alert = (change: Partial<Alert> = {}): Alert => ({
  id: 1,
  name: 'HighLatency',
  summary: 'Answers take long',
  severity: 'warning',
  component: 'detector',
  labels: {},
  state: 'firing',
  description: 'p95 is 620 ms, over 500 ms',
  value: 620,
  comparator: '>',
  threshold: 500,
  unit: 'ms',
  series: 'latency_ms',
  runbook: '',
  started_at: '2025-01-01T12:00:00.000Z',
  fired_at: '2025-01-01T12:00:20.000Z',
  resolved_at: null,
  resolved_reason: null,
  acknowledged_at: null,
  acknowledged_by: null,
  comment: null,
  silenced_until: null,
  inhibited_by: null,
  ...change,
});

it('active are those that fire and then those that are about to, by their rule', () => {
  const labels = { feature: 'brightness' };
  const alerts = [
    alert({ name: 'HighPSI', labels }),
    alert({ id: 2 }),
    alert({ id: 3, name: 'HighPSI', labels: { feature: 'contrast' } }),
    alert({ id: 4, state: 'pending' }),
    alert({ id: 5, state: 'resolved' }),
  ];
  expect(activeGroups(alerts).map(({ alerts }) => alerts.map(({ id }) => id))).toEqual([[1, 3], [2], [4]]);
});

it('says what there is to know besides that it fires', () => {
  expect(stateWords([alert()], NOW)).toBe('');
  expect(stateWords([alert({ state: 'pending' })], NOW)).toBe('(not long enough to fire yet)');
  const acknowledged_at = '2025-01-01T12:00:18.000Z';
  const silenced_until = '2025-01-01T13:00:00.000Z';
  const both = alert({ acknowledged_at, silenced_until });
  expect(stateWords([both], NOW)).toBe('(acknowledged 12 s ago, silenced)');
  expect(stateWords([alert({ silenced_until })], NOW + 3_600_000)).toBe('');
  expect(stateWords([both, alert({ silenced_until }), alert({ silenced_until })], NOW)).toBe(
    '(1 of 3 acknowledged, silenced)',
  );
});
