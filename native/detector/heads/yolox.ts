import type { Candidates } from '../../contract/candidates.ts';
import { bestClass } from './best-class.ts';
import { CandidateCollector } from './collector.ts';
import type { HeadContext, RawOutput } from './head.ts';

export const YOLOX_STRIDES = [8, 16, 32] as const;

/**
 * YOLOX without decoding inside: `[1, N, 5 + C]`, rows `[x, y, w, h, objectness, class...]` over the cells of strides 8, 16
 * and 32 in turn, row by row; objectness and classes after the sigmoid. With the cell at (column, row):
 * cx = (x + column) · stride, cy = (y + row) · stride, width = exp(w) · stride, height = exp(h) · stride
 * (Ge et al., YOLOX, arXiv 2107.08430, and its demo for ONNX Runtime).
 */
export function decodeYolox(output: RawOutput, context: HeadContext): Candidates {
  const { data } = output;
  const columns = output.dims[2] ?? 0;
  const collector = new CandidateCollector(context);
  let at = 0;
  for (const stride of YOLOX_STRIDES) {
    const gridWidth = Math.floor(context.input.width / stride);
    const gridHeight = Math.floor(context.input.height / stride);
    for (let gridY = 0; gridY < gridHeight; gridY++) {
      for (let gridX = 0; gridX < gridWidth; gridX++, at += columns) {
        const objectness = data[at + 4] as number;
        if (!collector.wants(objectness)) continue;
        const classId = bestClass(data, at + 5, columns - 5);
        collector.addCentred(
          objectness * (data[at + 5 + classId] as number),
          classId,
          ((data[at] as number) + gridX) * stride,
          ((data[at + 1] as number) + gridY) * stride,
          Math.exp(data[at + 2] as number) * stride,
          Math.exp(data[at + 3] as number) * stride,
        );
      }
    }
  }
  return collector.finish(false);
}
