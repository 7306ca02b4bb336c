import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RULES } from '../../../alerts/rules/index.ts';
import { openStore } from '../../../store/open.ts';
import { temporaryFolders } from '../../../store/testing/records.ts';
import type { Store } from '../../../store/types.ts';
import { inForce, requireRule } from '../rules-in-force.ts';
import { durationText, previewRule } from './preview.ts';
import { RECIPES } from './recipes.ts';

const folders = temporaryFolders();
let store: Store;
/** A whole minute, since the preview goes by them. */
const now = Math.floor(Date.now() / 60_000) * 60_000;
const ago = (minutes: number) => now - minutes * 60_000;
beforeEach(() => {
  store = openStore(folders.make());
});
afterEach(() => {
  store.close();
  folders.remove();
});

/** A console that runs from minute to minute, and what it sees in each. */
function run(from: number, to: number, figures: (minutesAgo: number) => Record<string, number> = () => ({})): void {
  for (let minute = from; minute > to; minute--) {
    store.series.addSample(ago(minute) + 1_000, { queue_length: 0, ...figures(minute) });
  }
  store.series.flush();
}
const preview = (name: string, changes: object = {}) => previewRule(inForce(requireRule(name), changes), store, now);
const spans = async (name: string, changes: object = {}) =>
  (await preview(name, changes)).firings.map(({ fired_at, ended_at }) => [
    (now - Date.parse(fired_at)) / 60_000,
    ended_at === null ? null : (now - Date.parse(ended_at)) / 60_000,
  ]);

describe('a preview', () => {
  it('counts how often a rule would have fired, and says of what time there are figures', async () => {
    // Busy for 9 minutes, for 3, and for the last 10.
    const busy = (minute: number) => (minute > 180 && minute <= 189) || (minute > 100 && minute <= 103) || minute <= 10;
    run(200, 0, (minute) => ({ cpu_percent: busy(minute) ? 95 : 20 }));
    expect(await preview('HighCPUUsage')).toMatchObject({
      ...{ name: 'HighCPUUsage', threshold: 80, for_s: 300, times: 2, known_s: 200 * 60 },
      known_from: new Date(ago(200)).toISOString(),
      summary: 'It would have fired 2 times. Figures of 3 h 20 min of the last 7 days.',
    });
    expect(await spans('HighCPUUsage')).toEqual([
      [5, null],
      [184, 180],
    ]);
    expect(await spans('HighCPUUsage', { for_s: 60 })).toHaveLength(3);
    expect((await preview('HighCPUUsage', { threshold: 96 })).summary).toMatch(/^It would not have fired\./);
  });

  it('neither counts the time that no console ran, nor lets an alert grow over it', async () => {
    run(300, 297, () => ({ cpu_percent: 95 }));
    run(100, 97, () => ({ cpu_percent: 95 }));
    const { times, known_s } = await preview('HighCPUUsage');
    expect([times, known_s]).toEqual([0, 6 * 60]);
  });

  it('judges percentiles of five minutes by their own figures', async () => {
    run(60, 0);
    const figures = { inference_ms: 1, queue_ms: 1, confidence: null, detections: 0, embedding_distance: null };
    const picture = { brightness: null, contrast: null, sharpness: null, saturation: null };
    for (let minute = 60; minute > 0; minute--) {
      const latency_ms = minute > 20 && minute <= 40 ? 900 : 50;
      const origin = { at: ago(minute) + 2_000, model_id: null, source: null };
      store.series.addResult(origin, { ...figures, ...picture, latency_ms });
    }
    store.series.flush();
    expect(await preview('HighLatency')).toMatchObject({ times: 1, firings: [{ labels: {} }] });
    expect((await preview('HighLatency')).firings[0]?.value).toBeCloseTo(900, -2);
    expect(await preview('HighLatency', { threshold: 1_000 })).toMatchObject({ times: 0 });
    expect(await preview('SlowInference')).toMatchObject({ times: 0 });
    // One image a minute is a trickle, but no stream that has dried up.
    expect(await preview('LowInferenceRate', { threshold: 2 })).toMatchObject({
      times: 0,
      known_s: expect.any(Number),
    });
  });

  it('takes the last verdict on drift for as long as it held, with the confirmations of that time', async () => {
    const at = (minute: number, kind: 'drift_alarm' | 'drift_reset', detail: object) =>
      store.addEvent({ at: ago(minute), kind, title: '', detail: { ...detail } });
    run(120, 0, (minute) =>
      minute === 110 || minute === 60
        ? { drift_share: 0.6, 'drift_score.brightness': 0.9, 'drift_score.contrast': 0.8, 'drift_score.sharpness': 0.1 }
        : {},
    );
    at(100, 'drift_alarm', { feature: 'brightness', phase: 'confirmed' });
    at(90, 'drift_reset', {});
    at(50, 'drift_alarm', { feature: 'contrast', phase: 'confirmed' });
    at(50, 'drift_alarm', { feature: null, phase: 'confirmed' });
    at(30, 'drift_alarm', { feature: null, phase: 'quiet' });
    expect((await preview('EvidentlyHighFeatureDrift')).firings).toMatchObject([
      { labels: { feature: 'contrast' }, fired_at: new Date(ago(50)).toISOString(), ended_at: null, value: 0.8 },
      // Its figures are gone with the reset, and the alert five minutes later.
      {
        labels: { feature: 'brightness' },
        fired_at: new Date(ago(100)).toISOString(),
        ended_at: new Date(ago(85)).toISOString(),
      },
    ]);
    expect(await spans('EvidentlyDatasetDrift')).toEqual([[50, 30]]);
    expect(await spans('EvidentlyHighDriftShare')).toEqual([
      [47, null],
      [97, 85],
    ]);
    expect(await preview('EvidentlyCriticalDriftShare')).toMatchObject({ times: 2 });
  });

  it('says so where history has no figures at all, or keeps none of the rule', async () => {
    expect(await preview('HighCPUUsage')).toMatchObject({
      ...{ times: null, known_from: null, known_s: 0, approximations: [] },
      summary: 'History has no figures of it in the last 7 days.',
    });
    expect(await preview('HighPSI')).toMatchObject({
      times: null,
      summary: expect.stringContaining('keeps no figures'),
    });
  });

  it('has recipes for rules that there are, and says in what each differs', () => {
    const names = new Set(RULES.map(({ name }) => name));
    for (const [name, { approximations }] of Object.entries(RECIPES)) {
      expect(names.has(name), name).toBe(true);
      expect(approximations.length, name).toBeGreaterThan(0);
    }
  });
});

it.each([
  [0, '0 min'],
  [65, '1 h 5 min'],
  [1_440, '1 day'],
  [3_120, '2 days 4 h'],
])('%i minutes are %s', (minutes, text) => expect(durationText(minutes)).toBe(text));
