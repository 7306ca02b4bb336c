import type { Candidates } from '../../contract/candidates.ts';
import { bestClass } from './best-class.ts';
import { CandidateCollector } from './collector.ts';
import type { HeadContext, RawOutput } from './head.ts';

/**
 * YOLOv8, v9, v11, v12: `[1, 4 + C, N]`, channels `[cx, cy, w, h, class...]` in pixels of the input canvas, sigmoid applied,
 * no objectness. Also the same with the two axes exchanged, `[1, N, 4 + C]`, as some converters write it.
 */
export function decodeYolov8(output: RawOutput, context: HeadContext): Candidates {
  return output.dims[1] === 4 + context.classCount ? channelsFirst(output, context) : channelsLast(output, context);
}

function channelsFirst(output: RawOutput, context: HeadContext): Candidates {
  const { data } = output;
  const positions = output.dims[2] ?? 0;
  const best = new Float32Array(positions);
  const bestId = new Uint16Array(positions);
  // Class by class, since the values of one class are neighbours in memory.
  for (let classId = 0; classId < context.classCount; classId++) {
    const from = (4 + classId) * positions;
    for (let position = 0; position < positions; position++) {
      const value = data[from + position] as number;
      if (value > (best[position] as number)) {
        best[position] = value;
        bestId[position] = classId;
      }
    }
  }
  const collector = new CandidateCollector(context);
  for (let position = 0; position < positions; position++) {
    const score = best[position] as number;
    if (!collector.wants(score)) continue;
    collector.addCentred(
      score,
      bestId[position] as number,
      data[position] as number,
      data[positions + position] as number,
      data[2 * positions + position] as number,
      data[3 * positions + position] as number,
    );
  }
  return collector.finish(false);
}

function channelsLast(output: RawOutput, context: HeadContext): Candidates {
  const { data } = output;
  const rows = output.dims[1] ?? 0;
  const columns = output.dims[2] ?? 0;
  const collector = new CandidateCollector(context);
  for (let row = 0, at = 0; row < rows; row++, at += columns) {
    const classId = bestClass(data, at + 4, columns - 4);
    collector.addCentred(
      data[at + 4 + classId] as number,
      classId,
      data[at] as number,
      data[at + 1] as number,
      data[at + 2] as number,
      data[at + 3] as number,
    );
  }
  return collector.finish(false);
}
