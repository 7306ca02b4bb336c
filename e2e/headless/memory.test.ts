import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { childPids, residentMiB, startConsole } from '../../native/testing/console.ts';
import { hasShared, sharedPath } from '../../native/testing/shared.ts';

/** Bad inputs of every kind, small and large, none of which may leave anything behind. */
const BAD = [
  'bad-crc.png',
  'bomb-20000x20000-rgb.png',
  'bomb-30000x30000-1bit.png',
  'empty.jpg',
  'header-claims-65500.jpg',
  'plain.heic',
  'svg-entity-expansion.svg',
  'text.jpg',
  'truncated-half.jpg',
  'truncated-half.png',
] as const;

describe.skipIf(!hasShared || process.platform !== 'linux')('memory', () => {
  it('is flat over 2,000 bad inputs', async () => {
    const vigil = await startConsole({ model: sharedPath('models/yolox-nano-416.onnx') });
    try {
      const bodies = BAD.map((file) => readFileSync(sharedPath('images/odd', file)));
      const send = async (count: number) => {
        let next = 0;
        const client = async () => {
          while (next < count) {
            const body = bodies[next++ % bodies.length] as Buffer;
            const response = await fetch(`${vigil.url}/v1/yolo/detect/`, {
              method: 'POST',
              headers: { 'content-type': 'application/octet-stream' },
              body,
            });
            await response.arrayBuffer();
            expect(response.status).toBeGreaterThanOrEqual(400);
            expect(response.status).toBeLessThan(500);
          }
        };
        await Promise.all(Array.from({ length: 4 }, client));
      };
      const [detector] = childPids(vigil.pid, 'detector') as [number];
      const read = () => ({ service: residentMiB(vigil.pid), detector: residentMiB(detector) });

      await send(500);
      const warm = read();
      await send(2_000);
      const after = read();
      // What 2,000 inputs leave behind; a leak of one body each would be 400 MiB and more.
      expect(after.service - warm.service).toBeLessThan(60);
      expect(after.detector - warm.detector).toBeLessThan(60);
      expect(childPids(vigil.pid, 'detector')).toContain(detector);
    } finally {
      await vigil.stop();
    }
  });
});
