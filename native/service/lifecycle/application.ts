import type { Application } from '../../telemetry/types.ts';
import type { DetectionService } from '../detection/types.ts';

/** The processes of this console and where its model runs, for telemetry. */
export function applicationOf(detection: DetectionService): Application {
  const { active, lanes } = detection.status();
  return {
    service: process.pid,
    detectors: lanes.flatMap(({ pid, rss_bytes }) => (pid === undefined ? [] : [{ pid, rssBytes: rss_bytes }])),
    modelOn: active === null ? null : isOnGpu(active.provider) ? 'gpu' : 'host',
  };
}

const isOnGpu = ({ used, extent }: { used: string; extent: string }) => used !== 'cpu' && extent !== 'none';
