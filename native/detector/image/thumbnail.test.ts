import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { makeThumbnail, ThumbnailQueue } from './thumbnail.ts';

async function picture(width: number, height: number, orientation = 1): Promise<Uint8Array<ArrayBuffer>> {
  const background = { r: 10, g: 120, b: 200 };
  return sharp({ create: { width, height, channels: 3, background } })
    .withMetadata({ orientation })
    .jpeg()
    .toBuffer();
}

const sizeOf = async (webp: Uint8Array) => {
  const { format, width, height } = await sharp(webp).metadata();
  return { format, width, height };
};

describe('a thumbnail', () => {
  it('is WebP with 320 pixels on the longer side', async () => {
    const webp = await makeThumbnail({ type: 'bytes', bytes: await picture(1_000, 500) });
    expect(await sizeOf(webp)).toEqual({ format: 'webp', width: 320, height: 160 });
  });

  it('is upright', async () => {
    const webp = await makeThumbnail({ type: 'bytes', bytes: await picture(1_000, 500, 6) });
    expect(await sizeOf(webp)).toMatchObject({ width: 160, height: 320 });
  });

  it('is never larger than the picture', async () => {
    const webp = await makeThumbnail({ type: 'bytes', bytes: await picture(40, 30) });
    expect(await sizeOf(webp)).toMatchObject({ width: 40, height: 30 });
  });

  it('is never drawn from SVG, which could show other files', async () => {
    const bytes = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    await expect(makeThumbnail({ type: 'bytes', bytes })).rejects.toMatchObject({ code: 'unsupported_media_type' });
  });

  it('is made of a file whose name ends in brackets', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vigil-thumbnail-'));
    try {
      const path = join(folder, 'holiday[1]');
      await writeFile(path, await picture(64, 48));
      expect(await sizeOf(await makeThumbnail({ type: 'file', path }))).toMatchObject({ width: 64, height: 48 });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('the queue', () => {
  const source = async () => ({ type: 'bytes', bytes: await picture(64, 64) }) as const;

  it('waits while the detector is busy and works when it is idle', async () => {
    const queue = new ThumbnailQueue();
    const order: string[] = [];
    queue.enterBusy();
    const made = new Promise<void>((resolve) => {
      void source().then((image) =>
        queue.add(image, () => {
          order.push('thumbnail');
          resolve();
        }),
      );
    });
    await source();
    order.push('detection');
    queue.leaveBusy();
    await made;
    expect(order).toEqual(['detection', 'thumbnail']);
  });

  it('finishes everything when drained, whether busy or not', async () => {
    const queue = new ThumbnailQueue();
    let made = 0;
    queue.enterBusy();
    const count = (webp: Uint8Array | null) => {
      if (webp !== null) made++;
    };
    for (let i = 0; i < 5; i++) queue.add(await source(), count);
    await queue.drain();
    expect(made).toBe(5);
  });

  it('goes on when one delivery fails', async () => {
    const queue = new ThumbnailQueue();
    let made = 0;
    queue.add(await source(), () => {
      throw new Error('nobody listens');
    });
    queue.add(await source(), () => void made++);
    await queue.drain();
    expect(made).toBe(1);
  });

  it('delivers null for what cannot be read', async () => {
    const queue = new ThumbnailQueue();
    const delivered: unknown[] = [];
    queue.add({ type: 'bytes', bytes: new Uint8Array([1, 2, 3]) }, (webp) => delivered.push(webp));
    await queue.drain();
    expect(delivered).toEqual([null]);
  });
});
