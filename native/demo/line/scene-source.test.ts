import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_KNOBS } from '../../contract/demo.ts';
import { createSceneSource, type SceneSource } from './scene-source.ts';
import { SEED } from './testing/mortal-worker.ts';

let scenes: SceneSource;
afterEach(() => scenes.close());
const draw = (seed: number, knobs = DEFAULT_KNOBS) => scenes.draw({ seed, knobs });

describe('the thread', () => {
  it('draws a JPEG with its parts, the same for the same seed', async () => {
    scenes = createSceneSource();
    const [one, two, other] = await Promise.all([draw(100), draw(100), draw(101)]);
    if (one.outcome !== 'drawn' || two.outcome !== 'drawn' || other.outcome !== 'drawn') throw new Error('not drawn');
    expect([...one.picture.jpeg.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    expect(Buffer.from(one.picture.jpeg).equals(two.picture.jpeg)).toBe(true);
    expect(Buffer.from(one.picture.jpeg).equals(other.picture.jpeg)).toBe(false);
    expect(one.picture.parts).toEqual(two.picture.parts);
    const [half] = await Promise.all([draw(100, { ...DEFAULT_KNOBS, light: 0.2 })]);
    if (half.outcome !== 'drawn') throw new Error('not drawn');
    expect(half.picture.parts).toEqual(one.picture.parts);
    expect(half.picture.brightness).toBeLessThan(one.picture.brightness / 2);
  });

  it('ends when it is told to, again and again, with pictures under way', async () => {
    for (let round = 0; round < 5; round++) {
      scenes = createSceneSource();
      expect((await draw(round)).outcome).toBe('drawn');
      const underWay = draw(round + 100);
      await scenes.close();
      expect(await underWay).toEqual({ outcome: 'failed', reason: 'the line was stopped' });
      expect(scenes.restarts).toBe(0);
    }
  });
});

describe('a thread that goes wrong', () => {
  const mortal = () => createSceneSource(new URL('./testing/mortal-worker.ts', import.meta.url));

  it('says why it could not draw, and goes on', async () => {
    scenes = mortal();
    expect(await draw(SEED.fails)).toEqual({ outcome: 'failed', reason: 'no canvas' });
    expect((await draw(100)).outcome).toBe('drawn');
    expect(scenes.restarts).toBe(0);
  });

  it.each([
    ['exits', SEED.exits, /exit code 7/],
    ['throws', SEED.throws, /out of paint/],
  ])('is replaced when it %s, and all that was under way is lost', async (_, seed, reason) => {
    scenes = mortal();
    const [waiting, deadly] = await Promise.all([draw(SEED.silent), draw(seed)]);
    expect(waiting.outcome).toBe('lost');
    expect(deadly).toEqual({ outcome: 'lost', reason: expect.stringMatching(reason) });
    expect(scenes.restarts).toBe(1);
    expect((await draw(100)).outcome).toBe('drawn');
  });

  it('that was never started needs no end, and draws nothing after it', async () => {
    scenes = mortal();
    await scenes.close();
    expect(await draw(100)).toEqual({ outcome: 'failed', reason: 'the line was stopped' });
  });
});
