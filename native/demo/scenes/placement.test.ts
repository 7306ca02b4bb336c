import { describe, expect, it } from 'vitest';
import { PARTS, type Part, type SceneKnobs } from '../../contract/demo.ts';
import { Camera } from './camera.ts';
import { placeParts } from './placement.ts';
import { knobsWith } from './testing/measure.ts';
import { SCENE_HEIGHT, SCENE_WIDTH } from './types.ts';
import { Visibility } from './visibility.ts';

function kindsOver(scenes: number, knobs: SceneKnobs): (Part | 'unknown')[] {
  const camera = new Camera(knobs.tilt);
  return Array.from({ length: scenes }, (_, index) => {
    const visibility = new Visibility(camera, new Uint8Array(SCENE_WIDTH * SCENE_HEIGHT));
    return placeParts(5_000 + index, knobs, camera, visibility).map(({ kind }) => kind);
  }).flat();
}

const mix = (weights: Partial<SceneKnobs['mix']>) => knobsWith({ mix: weights as SceneKnobs['mix'] }).mix;
const NOTHING = { bolt: 0, nut: 0, washer: 0, gear: 0, bearing: 0, bracket: 0 };

describe('placeParts', () => {
  it('places as many parts as asked for in the mean, also on a crowded belt', () => {
    expect(kindsOver(120, knobsWith({})).length / 120).toBeCloseTo(5, 0);
    const mean = kindsOver(25, knobsWith({ parts: 24 })).length / 25;
    expect(mean).toBeGreaterThan(21.5);
    expect(mean).toBeLessThan(26.5);
    expect(kindsOver(20, knobsWith({ parts: 0 }))).toEqual([]);
  });

  it('mixes the kinds by their weights', () => {
    const kinds = kindsOver(120, knobsWith({ mix: mix({ bolt: 6, nut: 0, washer: 2 }) }));
    const share = (part: Part) => kinds.filter((kind) => kind === part).length / kinds.length;
    // 6 + 0 + 2 + 1 + 1 + 1
    expect(share('bolt')).toBeCloseTo(6 / 11, 1);
    expect(share('washer')).toBeCloseTo(2 / 11, 1);
    expect(share('gear')).toBeCloseTo(1 / 11, 1);
    expect(share('nut')).toBe(0);
  });

  it('takes all weights at zero for an even mix', () => {
    const kinds = kindsOver(120, knobsWith({ mix: NOTHING }));
    for (const part of PARTS) {
      const share = kinds.filter((kind) => kind === part).length / kinds.length;
      expect(share).toBeGreaterThan(1 / 6 - 0.05);
      expect(share).toBeLessThan(1 / 6 + 0.05);
    }
  });

  it('places a single kind where only it has weight', () => {
    expect(new Set(kindsOver(30, knobsWith({ mix: { ...NOTHING, bracket: 3 } })))).toEqual(new Set(['bracket']));
  });

  it('places the asked share of the seventh kind', () => {
    const kinds = kindsOver(120, knobsWith({ unknown_part: 0.3 }));
    expect(kinds.filter((kind) => kind === 'unknown').length / kinds.length).toBeCloseTo(0.3, 1);
  });
});
