import type { Candidates } from '../../contract/candidates.ts';
import { bestClass } from './best-class.ts';
import { CandidateCollector } from './collector.ts';
import type { HeadContext, RawOutput } from './head.ts';

/**
 * YOLOv5 (and v6, v7 with the grid inside): `[1, N, 5 + C]`, rows `[cx, cy, w, h, objectness, class...]` in pixels of the
 * input canvas, sigmoid applied. Score = objectness × class.
 */
export function decodeYolov5(output: RawOutput, context: HeadContext): Candidates {
  const { data } = output;
  const rows = output.dims[1] ?? 0;
  const columns = output.dims[2] ?? 0;
  const collector = new CandidateCollector(context);
  for (let row = 0, at = 0; row < rows; row++, at += columns) {
    const objectness = data[at + 4] as number;
    // A class value is at most 1, so this spares the class scan of nearly every row.
    if (!collector.wants(objectness)) continue;
    const classId = bestClass(data, at + 5, columns - 5);
    collector.addCentred(
      objectness * (data[at + 5 + classId] as number),
      classId,
      data[at] as number,
      data[at + 1] as number,
      data[at + 2] as number,
      data[at + 3] as number,
    );
  }
  return collector.finish(false);
}
