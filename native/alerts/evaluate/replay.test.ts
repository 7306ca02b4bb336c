import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { FigureSnapshot } from '../../contract/figures.ts';
import { promtool, withoutPromtool } from '../../testing/promtool.ts';
import { alertLabels, ruleFile } from '../generate/prometheus.ts';
import { expectedAlert } from '../generate/promtool.ts';
import { STEP_S, seriesText } from '../generate/series.ts';
import { RULES } from '../rules/index.ts';
import { randomFigures } from '../testing/random-hour.ts';
import { type ReplayStep, replay } from './replay.ts';

const HOUR = 3_600 / STEP_S;
const folder = mkdtempSync(join(tmpdir(), 'vigil-replay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ruleNamed = new Map(RULES.map((rule) => [rule.name, rule]));
const find = (name: string) => ruleNamed.get(name) ?? expect.fail(name);

/** What Prometheus' own series of alerts has at one step. */
const alertsAt = ({ states }: ReplayStep) =>
  states.map(({ rule, labels, phase }) => ({
    labels: seriesText({
      name: 'ALERTS',
      labels: { alertname: rule, alertstate: phase.phase, ...labels, ...alertLabels(find(rule)) },
    }),
    value: 1,
  }));

/** A file of promtool's with the figures as input and what we found as what it must find. */
function promtoolTest(snapshots: readonly FigureSnapshot[], steps: readonly ReplayStep[]): string {
  const series = new Map<string, number[]>();
  for (const { figures } of snapshots) {
    for (const figure of figures) {
      const text = seriesText(figure);
      series.set(text, [...(series.get(text) ?? []), figure.value]);
    }
  }
  const seconds = (index: number) => `${index * STEP_S}s`;
  return stringify(
    {
      rule_files: ['rules.yml'],
      evaluation_interval: `${STEP_S}s`,
      tests: [
        {
          interval: `${STEP_S}s`,
          input_series: [...series].map(([text, values]) => ({ series: text, values: values.join(' ') })),
          promql_expr_test: steps.map((step, index) => ({
            expr: 'ALERTS',
            eval_time: seconds(index),
            exp_samples: alertsAt(step),
          })),
          // The figures too: every sentence of every alert that fires, now and then.
          alert_rule_test: steps.flatMap((step, index) =>
            index % 8 !== 0
              ? []
              : RULES.map((rule) => ({
                  eval_time: seconds(index),
                  alertname: rule.name,
                  exp_alerts: step.states
                    .filter((state) => state.rule === rule.name && state.phase.phase === 'firing')
                    .map(({ labels, value }) => expectedAlert(rule, labels, value)),
                })),
          ),
        },
      ],
    },
    { aliasDuplicateObjects: false, lineWidth: 0 },
  );
}

function promtoolSays(snapshots: readonly FigureSnapshot[], steps: readonly ReplayStep[]): string {
  writeFileSync(join(folder, 'rules.yml'), ruleFile('all', RULES));
  writeFileSync(join(folder, 'hour.yml'), promtoolTest(snapshots, steps));
  return promtool('test', 'rules', join(folder, 'hour.yml')).output.slice(0, 4_000);
}

it.each([1, 2])('in an hour of figures most rules fire, and some alerts end (seed %i)', (seed) => {
  const transitions = [...replay(RULES, randomFigures(seed, HOUR), STEP_S)].flatMap((step) => step.transitions);
  const fired = new Set(
    transitions.filter(({ state }) => state.phase.phase === 'firing').map(({ state }) => state.rule),
  );
  expect(fired.size).toBeGreaterThan(RULES.length / 2);
  expect(transitions.filter(({ state }) => state.phase.phase === 'resolved').length).toBeGreaterThan(10);
});

it.skipIf(withoutPromtool !== null).each([1, 2])(
  'the same figures make promtool find the same alerts at the same times (seed %i)',
  (seed) => {
    const snapshots = randomFigures(seed, HOUR);
    const steps = [...replay(RULES, snapshots, STEP_S)];
    expect(promtoolSays(snapshots, steps)).toContain('SUCCESS');
  },
);

it.skipIf(withoutPromtool !== null)('promtool notices an alert that is one interval late', () => {
  const snapshots = randomFigures(1, HOUR);
  const steps = [...replay(RULES, snapshots, STEP_S)];
  const first = steps.findIndex(({ transitions }) => transitions.length > 0);
  const late = steps.map((step, index) => (index === first ? { ...step, states: [] } : step));
  expect(promtoolSays(snapshots, late)).toContain('FAILED');
});
