import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { inhibitorOf } from '../../../native/alerts/evaluate/inhibit.ts';
import { alertLabels } from '../../../native/alerts/generate/prometheus.ts';
import { RULES } from '../../../native/alerts/rules/index.ts';
import { prepareStack } from '../../../scripts/monitoring/prepare.ts';
import { startAlertmanager, stopProgram, untilReady } from '../../../scripts/monitoring/stack.ts';
import { alertmanagerCommand, freePort } from './stack.ts';

const PATIENCE = { timeout: 60_000, interval: 250 };
const FEATURES = ['brightness', 'contrast'];
/** What of all is not there, so that others come to inhibit. */
const ABSENT: readonly (readonly string[])[] = [
  [],
  ['ServiceDown'],
  ['ServiceDown', 'DetectorDown', 'ModelNotLoaded', 'EvidentlyCriticalDriftShare'],
  ['ServiceDown', 'DetectorDown', 'CriticalInferenceLatency', 'EvidentlyCriticalDriftShare', 'EvidentlyDatasetDrift'],
];

const Told = z.array(
  z.object({
    labels: z.record(z.string(), z.string()),
    status: z.object({ inhibitedBy: z.array(z.string()) }),
  }),
);

/** One alert of each rule, or of each feature; of the second feature nothing is critical. */
function alertsWithout(absent: readonly string[]) {
  return RULES.filter(({ name }) => !absent.includes(name)).flatMap((rule) => {
    const isOfFeature = rule.summary.includes('{feature}');
    const features = isOfFeature ? FEATURES.slice(0, rule.severity === 'critical' ? 1 : 2) : [null];
    return features.map((feature) => ({
      rule: rule.name,
      labels: feature === null ? {} : { feature },
      state: 'firing' as const,
      own: alertLabels(rule),
    }));
  });
}

it.skipIf(alertmanagerCommand === null)(
  'Alertmanager inhibits what the console does, of one console at a time',
  { timeout: PATIENCE.timeout * 2 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigil-inhibition-'));
    const options = {
      consoles: ['127.0.0.1:1'],
      prometheusPort: 1,
      alertmanagerPort: await freePort(),
      interval: '1s',
    };
    const prepared = prepareStack(folder, options, { PATH: process.env['PATH'] });
    const program = startAlertmanager(alertmanagerCommand ?? '', folder, prepared, options);
    const address = `http://127.0.0.1:${options.alertmanagerPort}`;
    try {
      await untilReady(`${address}/-/ready`, program);
      const rounds = ABSENT.map((absent, at) => ({ instance: `console-${at}`, alerts: alertsWithout(absent) }));
      const body = rounds.flatMap(({ instance, alerts }) =>
        alerts.map(({ rule, labels, own }) => ({ labels: { ...labels, ...own, alertname: rule, instance } })),
      );
      const sent = await fetch(`${address}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(sent.status).toBe(200);
      const inhibited = async () => {
        const told = Told.parse(await (await fetch(`${address}/api/v2/alerts`)).json());
        expect(told).toHaveLength(body.length);
        return told
          .filter(({ status }) => status.inhibitedBy.length > 0)
          .map(({ labels }) => `${labels['instance']} ${labels['alertname']} ${labels['feature'] ?? ''}`);
      };
      const expected = rounds.flatMap(({ instance, alerts }) =>
        alerts
          .filter((alert) => inhibitorOf(alert, alerts) !== null)
          .map(({ rule, labels }) => `${instance} ${rule} ${(labels as { feature?: string }).feature ?? ''}`),
      );
      expect(expected.length).toBeGreaterThan(40);
      // It judges while it sends, some seconds after it was told.
      await vi.waitFor(async () => expect((await inhibited()).toSorted()).toEqual(expected.toSorted()), PATIENCE);
    } finally {
      await stopProgram(program);
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
