/** Uses a detection service and stops it; ends by itself if nothing of it is left. Argument: the path of a ModelScript. */
import { join } from 'node:path';
import { DEFAULT_IMAGE_LIMITS } from '../../../contract/messages.ts';
import { createChildLauncher } from '../../../launcher/child-process.ts';
import { createDetectionService } from '../pool.ts';
import { imageBytes } from './script.ts';

// Longer than any test waits, so that a timer that is left over shows.
const LONG = 600_000;

const service = createDetectionService({
  requestTimeoutMs: LONG,
  supervision: { shutdown_ms: LONG, load_ms: LONG },
  launcher: createChildLauncher(join(import.meta.dirname, 'scripted-detector.ts')),
});
await service.load({ path: process.argv[2] as string, sidecar: null });
await service.detect({
  image: { type: 'bytes', bytes: imageBytes({}) },
  limits: DEFAULT_IMAGE_LIMITS,
  thumbnail: false,
  signal: new AbortController().signal,
});
await service.stop(LONG);
process.stdout.write('stopped\n');
