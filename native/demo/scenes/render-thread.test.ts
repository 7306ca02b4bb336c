import { describe, expect, it } from 'vitest';
import { DEFAULT_KNOBS } from '../../contract/demo.ts';
import { renderScene } from './render-scene.ts';
import { RenderThread } from './render-thread.ts';
import { knobsWith } from './testing/measure.ts';

describe('RenderThread', () => {
  it('draws what renderScene draws, answering each caller with the scene asked for', async () => {
    const thread = new RenderThread();
    try {
      const knobs = knobsWith({ tilt: 12 });
      const [one, other] = await Promise.all([thread.render(91, DEFAULT_KNOBS), thread.render(92, knobs)]);
      const expected = renderScene(91, DEFAULT_KNOBS);
      expect(Buffer.compare(one.rgb, expected.rgb)).toBe(0);
      expect(one.parts).toEqual(expected.parts);
      expect(Buffer.compare(other.rgb, renderScene(92, knobs).rgb)).toBe(0);
    } finally {
      await thread.close();
    }
  });

  it('tells who waits when it is closed, and who asks later', async () => {
    const thread = new RenderThread();
    const waiting = thread.render(1, DEFAULT_KNOBS);
    const refused = expect(waiting).rejects.toThrow('has ended');
    await thread.close();
    await refused;
    await expect(thread.render(2, DEFAULT_KNOBS)).rejects.toThrow('has ended');
  });
});
