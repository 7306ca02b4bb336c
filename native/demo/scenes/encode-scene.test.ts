import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { DEFAULT_KNOBS } from '../../contract/demo.ts';
import { encodeScene } from './encode-scene.ts';
import { renderScene } from './render-scene.ts';
import { channelMeans } from './testing/measure.ts';

describe('encodeScene', () => {
  const scene = renderScene(81, DEFAULT_KNOBS);

  it('answers a JPEG of the scene with colours at half resolution', async () => {
    const jpeg = await encodeScene(scene, 90);
    expect(await sharp(jpeg).metadata()).toMatchObject({
      format: 'jpeg',
      width: 640,
      height: 480,
      chromaSubsampling: '4:2:0',
      isProgressive: false,
    });
    const { data } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
    for (const [channel, mean] of channelMeans(data).entries()) {
      expect(Math.abs(mean - (channelMeans(scene.rgb)[channel] as number))).toBeLessThan(1);
    }
  });

  it('answers the same bytes again, and fewer at a lower quality', async () => {
    const jpeg = await encodeScene(scene, 90);
    const again = await Promise.all([encodeScene(scene, 90), encodeScene(renderScene(81, DEFAULT_KNOBS), 90)]);
    for (const other of again) expect(Buffer.compare(jpeg, other)).toBe(0);
    expect((await encodeScene(scene, 30)).length).toBeLessThan(jpeg.length / 2);
  });
});
