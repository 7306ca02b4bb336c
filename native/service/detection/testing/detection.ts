import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { DEFAULT_IMAGE_LIMITS } from '../../../contract/messages.ts';
import { createChildLauncher } from '../../../launcher/child-process.ts';
import { createDetectionService, type DetectionOptions } from '../pool.ts';
import type { DetectionEvent, DetectJob, LaneState } from '../types.ts';
import { type ImageScript, imageBytes, type ModelScript, writeModel } from './script.ts';

const launchScripted = createChildLauncher(join(import.meta.dirname, 'scripted-detector.ts'));

/** A detection service over scripted detectors, with a folder of its own; both end with the test. */
export function startDetection(options: Partial<DetectionOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-detection-'));
  const events: DetectionEvent[] = [];
  const pids: number[] = [];
  const launcher = options.launcher ?? launchScripted;
  const service = createDetectionService({
    providers: ['cpu'],
    ...options,
    launcher: (settings) => {
      const link = launcher(settings);
      if (link.pid !== undefined) pids.push(link.pid);
      return link;
    },
  });
  service.subscribe((event) => events.push(event));
  onTestFinished(async () => {
    await service.stop(0);
    rmSync(folder, { recursive: true });
  });
  const file = (name: string) => join(folder, name);

  return {
    service,
    events,
    /** Of every process that was ever started. */
    pids,
    file,
    open: (gate: string) => writeFileSync(gate, ''),
    lines: (path: string) => (existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : []),
    eventsOf: <T extends DetectionEvent['type']>(type: T) =>
      events.filter((event): event is Extract<DetectionEvent, { type: T }> => event.type === type),
    load: (script: ModelScript) =>
      service.load({ path: writeModel(file(`${script.name}.onnx`), script), sidecar: null }),
    detect: (script: ImageScript = {}, job: Partial<DetectJob> = {}) => service.detect(scriptedJob(script, job)),
    /** Resolves when the lanes are in these states. */
    until: (...states: LaneState['state'][]) =>
      vi.waitUntil(
        () =>
          service
            .status()
            .lanes.map(({ state }) => state.state)
            .join() === states.join(),
        {
          timeout: 30_000,
          interval: 5,
        },
      ),
  };
}

export function scriptedJob(script: ImageScript, job: Partial<DetectJob> = {}): DetectJob {
  return {
    image: { type: 'bytes', bytes: imageBytes(script) },
    limits: DEFAULT_IMAGE_LIMITS,
    thumbnail: false,
    ...job,
  };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
