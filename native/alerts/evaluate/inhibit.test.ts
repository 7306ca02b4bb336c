import { describe, expect, it } from 'vitest';
import type { Alert } from '../../contract/http/alerts.ts';
import { findRule, RULES } from '../rules/index.ts';
import { INHIBITIONS } from '../rules/inhibition.ts';
import { inhibitorOf } from './inhibit.ts';

const SEVERITIES: readonly Alert['severity'][] = ['info', 'warning', 'critical'];
const rule = (name: string) => findRule(name) ?? expect.fail(`There is no rule ${name}.`);
const gravity = (name: string) => SEVERITIES.indexOf(rule(name).severity);

const PAIRS = INHIBITIONS.flatMap((inhibition) => inhibition.rules.map((of) => ({ ...inhibition, of })));
const pair = (by: string, of: string) => PAIRS.find((one) => one.by === by && one.of === of);

interface One {
  rule: string;
  labels: Record<string, string>;
  state: Alert['state'];
}
const alert = (name: string, change: Partial<One> = {}): One => ({
  ...{ rule: name, labels: {}, state: 'firing' },
  ...change,
});
const ofFeature = (name: string, feature: string, state: One['state'] = 'firing') =>
  alert(name, { labels: { feature }, state });

describe('the list', () => {
  it('has each pair once, of rules that there are', () => {
    for (const { by, of } of PAIRS) expect([rule(by).name, rule(of).name]).toEqual([by, of]);
    expect(new Set(PAIRS.map(({ by, of }) => `${by} ${of}`)).size).toBe(PAIRS.length);
  });

  it('has no cycle: none inhibits itself, or one before it', () => {
    const bys = [...new Set(INHIBITIONS.map(({ by }) => by))];
    for (const { by, of } of PAIRS) {
      const at = bys.indexOf(of);
      expect(at === -1 || at > bys.indexOf(by), `${by} inhibits ${of}`).toBe(true);
    }
    // The entries of one rule stand together, so that its place is that of its first.
    expect(INHIBITIONS.map(({ by }) => bys.indexOf(by))).toEqual(
      INHIBITIONS.map(({ by }) => bys.indexOf(by)).toSorted((a, b) => a - b),
    );
  });

  it('is whole: what inhibits an inhibitor inhibits what that one does, wherever that one does', () => {
    for (const first of PAIRS) {
      for (const second of PAIRS.filter(({ by }) => by === first.of)) {
        const through = pair(first.by, second.of) ?? expect.fail(`${first.by} does not inhibit ${second.of}`);
        const shared = first.equal.filter((label) => second.equal.includes(label));
        expect(
          through.equal.every((label) => shared.includes(label)),
          `${first.by} and ${second.of}`,
        ).toBe(true);
      }
    }
  });

  it('hides nothing behind something less severe', () => {
    for (const { by, of } of PAIRS) expect(gravity(by), `${by} inhibits ${of}`).toBeGreaterThanOrEqual(gravity(of));
  });

  it('leaves what may be a cause, or is of another kind, as long as the console answers', () => {
    const free = RULES.map(({ name }) => name).filter(
      (name) => !PAIRS.some(({ by, of }) => of === name && by !== 'ServiceDown'),
    );
    expect(free.toSorted()).toEqual([
      ...[
        'AbnormalBrightnessBright',
        'AbnormalBrightnessDark',
        'DataQualityMissingValues',
        'DataQualityUnreadableImages',
      ],
      ...['DetectorDown', 'EvidentlyCriticalDriftShare', 'HighCPUUsage', 'HighGPUMemory', 'HighRiskSecurityEvent'],
      ...['LowModelAccuracy', 'ModelNotLoaded', 'NewClass', 'ServiceDown', 'SlowAPIResponse', 'VRAMExhausted'],
    ]);
    const always = RULES.map(({ name }) => name).filter((name) => !PAIRS.some(({ of }) => of === name));
    expect(always.toSorted()).toEqual([
      ...['HighCPUUsage', 'HighGPUMemory', 'HighRiskSecurityEvent', 'ServiceDown', 'VRAMExhausted'],
    ]);
  });
});

describe.each(PAIRS)('$by inhibits $of', ({ by, of, equal, because }) => {
  const labels = Object.fromEntries(equal.map((label) => [label, 'brightness']));
  const source = alert(by, { labels });

  it('while it fires, and not while it is pending or over', () => {
    const target = alert(of, { labels });
    expect(inhibitorOf(target, [target, source])).toEqual({ by: source, because });
    for (const state of ['pending', 'resolved'] as const) {
      expect(inhibitorOf(target, [target, { ...source, state }])).toBeNull();
    }
  });

  it('whatever other labels there are, and not where one of these is another', () => {
    const target = alert(of, { labels: { ...labels, gpu: '1' } });
    expect(inhibitorOf(target, [source])?.by).toBe(source);
    for (const label of equal) {
      for (const value of ['contrast', undefined]) {
        const { [label]: _, ...rest } = labels;
        const other = alert(of, { labels: { ...rest, ...(value !== undefined && { [label]: value }) } });
        expect(inhibitorOf(other, [source])).toBeNull();
      }
    }
  });
});

it('names the one that is inhibited by none', () => {
  const warning = ofFeature('HighPSI', 'brightness');
  const critical = ofFeature('CriticalPSI', 'brightness');
  const share = alert('EvidentlyCriticalDriftShare');
  const dataset = alert('EvidentlyDatasetDrift');
  expect(inhibitorOf(warning, [warning, critical])?.by).toBe(critical);
  expect(inhibitorOf(warning, [warning, critical, dataset, share])?.by).toBe(share);
  expect(inhibitorOf(dataset, [warning, critical, dataset, share])?.by).toBe(share);
  // A warning about the data set is no reason to keep quiet about what is critical.
  expect(inhibitorOf(critical, [warning, critical, dataset])).toBeNull();
  expect(inhibitorOf(share, [warning, critical, dataset, share])).toBeNull();
});

it('of any alerts: one is inhibited where a pair says so, by one that fires and is not inhibited itself', () => {
  // A generator of its own, so that a failure comes again.
  let seed = 7;
  const below = (end: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % end;
  };
  for (let round = 0; round < 300; round++) {
    const alerts = Array.from({ length: 1 + below(25) }, () => {
      const { name } = RULES[below(RULES.length)] ?? expect.fail();
      const state = (['firing', 'firing', 'pending'] as const)[below(3)] ?? 'firing';
      return ofFeature(name, ['brightness', 'contrast', 'missing'][below(3)] ?? '', state);
    });
    for (const one of alerts) {
      const reasons = alerts.filter(
        (other) =>
          other.state === 'firing' &&
          (pair(other.rule, one.rule)?.equal.every((label) => other.labels[label] === one.labels[label]) ?? false),
      );
      const found = inhibitorOf(one, alerts);
      if (reasons.length === 0) expect(found).toBeNull();
      else {
        expect(reasons).toContain(found?.by);
        expect(inhibitorOf(found?.by ?? expect.fail(), alerts)).toBeNull();
      }
    }
  }
});
