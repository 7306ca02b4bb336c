import type { Candidates } from '../../contract/candidates.ts';
import { CandidateCollector } from './collector.ts';
import type { HeadContext, RawOutput } from './head.ts';

/**
 * End-to-end models (YOLOv10, YOLO26, and Ultralytics exports with `nms=True`): `[1, N, 6]`, rows
 * `[x1, y1, x2, y2, score, class]` in pixels of the input canvas; low scores fill the rest. The model has chosen, so no
 * suppression follows.
 */
export function decodeEnd2end(output: RawOutput, context: HeadContext): Candidates {
  const { data } = output;
  const collector = new CandidateCollector(context);
  for (let row = 0, at = 0; row < (output.dims[1] ?? 0); row++, at += 6) {
    collector.add(
      data[at + 4] as number,
      Math.round(data[at + 5] as number),
      data[at] as number,
      data[at + 1] as number,
      data[at + 2] as number,
      data[at + 3] as number,
    );
  }
  return collector.finish(true);
}
