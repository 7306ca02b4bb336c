import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DriftConfig } from '../../contract/drift.ts';
import { VigilError } from '../../contract/errors.ts';
import { createCheckThread } from './check-thread.ts';
import { keptSamples } from './kept-samples.ts';
import { previewConfig } from './preview.ts';
import { tableSamples } from './table-samples.ts';
import { MonitorUnderTest } from './testing/monitor-under-test.ts';

let test: MonitorUnderTest;
beforeEach(() => {
  test = new MonitorUnderTest();
});
afterEach(() => test.remove());

const codeOf = (call: () => unknown) => {
  try {
    call();
  } catch (error) {
    return error instanceof VigilError ? error.code : error;
  }
  return null;
};
const config = (changes: object) => DriftConfig.parse({ reference_size: 60, current_size: 30, ...changes });

describe('windows', () => {
  it('fill one after the other, and are judged at every step', async () => {
    expect(test.monitor.state()).toMatchObject({ state: 'collecting_reference', reference: { size: 0, target: 100 } });
    await test.feed(99);
    expect(test.monitor.state()).toMatchObject({
      state: 'collecting_reference',
      reference: { size: 99, target: 100, source: 'first', created_at: null, version: 1 },
      current: { size: 0, target: 50 },
      drift_share: null,
    });
    await test.feed(50);
    expect(test.monitor.state()).toMatchObject({
      state: 'collecting_current',
      reference: { size: 100 },
      checked_at: null,
    });
    await test.feed(1);
    const first = test.monitor.state();
    expect(first).toMatchObject({ state: 'active', dataset_drift: false, current: { size: 50, target: 50 } });
    expect(first.features.map(({ feature }) => feature)).toEqual([
      'brightness',
      'contrast',
      'sharpness',
      'saturation',
      'detections',
      'confidence',
      'box_area',
      'dominant_class',
      'embedding',
    ]);
    await test.feed(9);
    expect(test.monitor.state().features).toEqual(first.features);
    await test.feed(1);
    expect(test.monitor.state().features).not.toEqual(first.features);
    expect(test.titles('drift_reference')).toHaveLength(1);
  });

  it('find drift, confirm it with a second window, and tell of it once each', async () => {
    await test.feed(150);
    await test.feed(50, 40);
    expect(test.monitor.state()).toMatchObject({ dataset_drift: true, dataset_alarm: { phase: 'suspected' } });
    await test.feed(60, 40);
    const { dataset_alarm, alarms, features } = test.monitor.state();
    expect(dataset_alarm.phase).toBe('confirmed');
    expect(alarms['brightness']?.phase).toBe('confirmed');
    expect(features.find(({ feature }) => feature === 'brightness')).toMatchObject({ drifted: true, direction: 'up' });
    expect(test.titles('drift_verdict')).toHaveLength(1);
    expect(test.titles('drift_alarm')).toContain('Drift of the data set is confirmed by a second window');
    await test.feed(110);
    expect(test.monitor.state()).toMatchObject({ dataset_drift: false, dataset_alarm: { phase: 'quiet' } });
    expect(test.titles('drift_verdict')).toHaveLength(2);
    expect(test.monitor.summary()).toMatchObject({ state: 'active', dataset_drift: false });
    const points = test.store.drift.history({ from: 0, to: Date.now() }, 10);
    expect(points.reduce((sum, { checks }) => sum + checks, 0)).toBeGreaterThan(3);
    expect(Math.max(...points.map(({ drift_share }) => drift_share ?? 0))).toBeGreaterThan(0.5);
  });

  it('go on after a restart as if there had been none', async () => {
    await test.feed(150);
    await test.feed(64, 40);
    const before = test.monitor.state();
    await test.restart();
    expect(test.monitor.state()).toEqual(before);
    expect(test.monitor.embeddingDistance).toBeDefined();
    await test.feed(1, 40);
    expect(test.monitor.state().features).toEqual(before.features);
    await test.feed(45, 40);
    expect(test.monitor.state().dataset_alarm.phase).toBe('confirmed');
  });

  it('are not those of retention: they stay when their results are gone', async () => {
    await test.feed(150);
    const before = test.monitor.windows();
    while (test.store.applyRetention({ max_age_days: 0, max_bytes: 1e12 }, Date.now() + 1_000).deleted_inferences > 0);
    expect(test.store.countMatching({})).toBe(0);
    await test.restart();
    expect(test.monitor.windows()).toEqual(before);
  });

  it('begin anew with another model or threshold, and say so', async () => {
    await test.feed(150);
    test.load({ id: 'ffffffffffff', name: 'other' });
    const state = test.monitor.state();
    expect(state).toMatchObject({
      state: 'collecting_reference',
      reference: { size: 0, version: 2 },
      current: { size: 0 },
    });
    expect(state.reason).toContain('The model has changed from scripted');
    expect(test.titles('drift_invalidated')).toHaveLength(1);
    expect(codeOf(() => test.monitor.undo())).toBe('no_previous_reference');
    await test.feed(100);
    test.thresholds.conf = 0.5;
    test.monitor.rebind();
    expect(test.monitor.state().reason).toContain('The confidence threshold has changed from 0.25 to 0.5.');
    await test.feed(3);
    expect(test.monitor.state()).toMatchObject({ reference: { size: 3, version: 3 } });
    test.load({ path: '/elsewhere/other.onnx' });
    expect(test.monitor.state()).toMatchObject({ reference: { size: 3, version: 3 } });
  });

  it('of many samples are judged, too', async () => {
    test.monitor.configure(config({ reference_size: 980, current_size: 30, permutations: 99 }));
    for (let image = 0; image < 1_010; image++) test.feedOne(image < 980 ? 0 : 60);
    await test.monitor.settled();
    expect(test.monitor.state()).toMatchObject({ state: 'active', dataset_drift: true, reference: { size: 980 } });
  });
});

describe('a reset', () => {
  it('collects the next images, and is undone as if it had not been', async () => {
    await test.feed(160);
    const before = test.monitor.state();
    expect(test.monitor.reset({ source: 'next', samples: null, target: 100 })).toMatchObject({
      state: 'collecting_reference',
      reference: { size: 0, target: 100, source: 'next', version: 2 },
    });
    await test.feed(7);
    expect(test.monitor.undo()).toMatchObject({ state: 'active', reference: { version: 1, size: 100 } });
    const after = test.monitor.state();
    expect(after).toMatchObject({ reference: before.reference, current: { size: 50 } });
    expect(after.features).toEqual(before.features);
    const kept = await keptSamples(test.store, test.monitor.binding(), { limit: 50 });
    expect(test.monitor.windows()?.current.ids).toEqual(kept.map(({ id }) => id));
    expect(codeOf(() => test.monitor.undo())).toBe('no_previous_reference');
    test.monitor.reset({ source: 'next', samples: null, target: 50 });
    expect(test.monitor.state().reference.version).toBe(3);
    await test.restart();
    expect(test.monitor.undo()).toMatchObject({ reference: { version: 1 } });
  });

  it('takes what was kept, in the state of that time, and makes it quiet', async () => {
    await test.feed(150);
    await test.feed(110, 40);
    expect(test.monitor.state().dataset_drift).toBe(true);
    const samples = await keptSamples(test.store, test.monitor.binding(), { limit: 100 });
    test.monitor.reset({ source: 'recent', samples, target: 100 });
    expect(test.monitor.state()).toMatchObject({
      state: 'collecting_current',
      reference: { size: 100, source: 'recent' },
      dataset_alarm: { phase: 'quiet' },
    });
    await test.feed(50, 40);
    expect(test.monitor.state()).toMatchObject({ state: 'active', dataset_drift: false });
    expect(test.titles('drift_reset')).toEqual(['Reference reset: 100 samples (recent)']);
  });

  it('to a table compares the columns that it has, and refuses what is none', async () => {
    const path = join(test.folder, 'good.csv');
    const rows = Array.from({ length: 60 }, (_, k) => `${100 + (k % 7)},${k % 3 === 0 ? 'Bus' : 'person'}`);
    writeFileSync(path, ['brightness,dominant_class', ...rows].join('\n'));
    const samples = await tableSamples(path, 100);
    expect(samples).toHaveLength(60);
    await test.feed(1);
    test.monitor.reset({ source: 'table', samples, target: 60 });
    await test.feed(50);
    const { features, state, num_features } = test.monitor.state();
    expect([state, num_features]).toEqual(['active', 2]);
    expect(features.find(({ feature }) => feature === 'contrast')?.reason).toContain('not collected in the reference');
    mkdirSync(join(test.folder, 'tables'));
    const bad = join(test.folder, 'tables/bad.csv');
    writeFileSync(bad, 'brightness\ndark\n');
    await expect(tableSamples(bad, 100)).rejects.toThrow('must hold numbers');
    writeFileSync(bad, 'size\n1\n');
    await expect(tableSamples(bad, 100)).rejects.toThrow('no column of a feature');
    await expect(tableSamples('good.csv', 100)).rejects.toThrow('not absolute');
    await expect(tableSamples(join(test.folder, 'none.csv'), 100)).rejects.toThrow('cannot be read: there is none');
    await expect(tableSamples(join(test.folder, 'tables'), 100)).rejects.toThrow('cannot be read: it is a folder');
  });
});

describe('the rules', () => {
  it('are kept, and a new size of the reference begins it anew', async () => {
    await test.feed(150);
    const changed = test.monitor.configure(DriftConfig.parse({ drift_share: 0.25 }));
    expect(changed.invalidated).toBeNull();
    await test.monitor.settled();
    expect(test.monitor.state().state).toBe('active');
    await test.restart();
    expect(test.monitor.config().config.drift_share).toBe(0.25);
    const { invalidated } = test.monitor.configure(config({}));
    expect(invalidated).toContain('a new one begins');
    expect(test.monitor.state()).toMatchObject({
      state: 'collecting_reference',
      reference: { target: 60 },
      current: { target: 30 },
    });
    expect(codeOf(() => test.monitor.configure(config({ features: { colour: {} } })))).toBe('invalid_parameter');
  });

  it('of one check are for that check, and for one group', async () => {
    await test.feed(150);
    await test.feed(50, 40);
    const before = test.monitor.state();
    const data = await test.monitor.check({ check: 'data', data_threshold: 0.001 });
    expect(data.features.map(({ feature, threshold }) => [feature, threshold])).toEqual(
      ['brightness', 'contrast', 'sharpness', 'saturation', 'embedding'].map((name) => [name, 0.001]),
    );
    expect(data.dataset_drift).toBe(true);
    const model = await test.monitor.check({ check: 'model' });
    expect(model).toMatchObject({ dataset_drift: false, num_features: 4 });
    expect(test.monitor.state()).toEqual(before);
  });

  it('can be tried on what was kept', async () => {
    await test.feed(150);
    await test.feed(150, 40);
    const thread = createCheckThread();
    const deps = { store: test.store, drift: test.monitor, thread };
    const strict = await previewConfig(deps, DriftConfig.parse({}), Date.now());
    expect(strict).toMatchObject({ reference: 'present', samples: 200, checks: 16, fired: 1, truncated: false });
    expect(strict.summary).toContain('have fired once');
    const off = Object.fromEntries(
      ['brightness', 'contrast', 'sharpness', 'saturation', 'embedding'].map((name) => [name, { enabled: false }]),
    );
    expect(await previewConfig(deps, DriftConfig.parse({ features: off }), Date.now())).toMatchObject({ fired: 0 });
    const other = await previewConfig(deps, config({}), Date.now());
    expect(other).toMatchObject({ reference: 'first', samples: 300 });
    expect(other.invalidates).toContain('a new one begins');
    await thread.close();
  });
});
