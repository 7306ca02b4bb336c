import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DetectViewStore } from './detect-view.ts';

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.useFakeTimers();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settings = { conf: 0.4, iou: 0.5, max_det: 100 };

describe('DetectViewStore', () => {
  it('follows a slider at once and remembers it for the model when it rests', () => {
    const view = new DetectViewStore();
    view.takeModel('m1');
    view.setThresholds({ conf: 0.6, iou: 0.45 });
    view.setThresholds({ conf: 0.7, iou: 0.45 });
    expect(view.get()).toMatchObject({ thresholds: { conf: 0.7 }, settled: { conf: 0.25 } });
    expect(kept.size).toBe(0);
    vi.runAllTimers();
    expect(view.get().settled.conf).toBe(0.7);
    const later = new DetectViewStore();
    later.takeModel('m1');
    expect(later.get().thresholds).toEqual({ conf: 0.7, iou: 0.45 });
    later.takeModel('m2');
    expect(later.get().thresholds).toEqual({ conf: 0.25, iou: 0.45 });
  });

  it('takes the defaults of the settings unless the user has chosen otherwise', () => {
    const view = new DetectViewStore();
    view.takeModel('m1');
    view.setDefaults(settings);
    expect(view.get()).toMatchObject({ thresholds: { conf: 0.4, iou: 0.5 }, maxDetections: 100 });
    view.setThresholds({ conf: 0.9, iou: 0.5 });
    vi.runAllTimers();
    view.setDefaults({ ...settings, conf: 0.3 });
    expect(view.get().thresholds.conf).toBe(0.9);
    view.resetThresholds();
    expect(view.get().thresholds.conf).toBe(0.3);
    expect(kept.size).toBe(0);
  });

  it('passes over what makes no sense in storage', () => {
    for (const nonsense of ['{', 'null', '{"conf":7,"iou":0.4}', '[]']) {
      kept.set('vigil.thresholds.m1', nonsense);
      const view = new DetectViewStore();
      view.takeModel('m1');
      expect(view.get().thresholds).toEqual({ conf: 0.25, iou: 0.45 });
    }
  });

  it('lets go of the detection when another image is shown', () => {
    const view = new DetectViewStore();
    view.show(1);
    view.select(5);
    view.show(2);
    expect(view.get()).toMatchObject({ current: 2, selected: null, hovered: null });
  });
});
