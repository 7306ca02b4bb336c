import sharp from 'sharp';
import type { Scene } from './types.ts';

// One picture keeps one core busy; how many are made at a time is the caller's choice.
sharp.concurrency(1);

/**
 * The scene as JPEG: baseline, colours at half resolution (4:2:0) as the cameras of such lines send them, no metadata.
 * The same scene and quality (10 to 100) give the same bytes with the same version of sharp.
 */
export async function encodeScene(scene: Scene, quality: number): Promise<Uint8Array> {
  const { rgb, width, height } = scene;
  const image = sharp(rgb, { raw: { width, height, channels: 3 } });
  return image.jpeg({ quality, chromaSubsampling: '4:2:0', progressive: false, mozjpeg: false }).toBuffer();
}
