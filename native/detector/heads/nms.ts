import type { Candidates } from '../../contract/candidates.ts';
import { CandidateCollector } from './collector.ts';
import type { HeadContext, RawOutput } from './head.ts';

/**
 * Non-maximum suppression inside the model: `[n, 7]`, rows `[batch, class, score, x1, y1, x2, y2]` in pixels of the input
 * canvas, n from 0. Scores are the model's own and may be scaled otherwise than those of its raw twin.
 */
export function decodeNms(output: RawOutput, context: HeadContext): Candidates {
  const { data } = output;
  const collector = new CandidateCollector(context);
  for (let row = 0, at = 0; row < (output.dims[0] ?? 0); row++, at += 7) {
    collector.add(
      data[at + 2] as number,
      Math.round(data[at + 1] as number),
      data[at + 3] as number,
      data[at + 4] as number,
      data[at + 5] as number,
      data[at + 6] as number,
    );
  }
  return collector.finish(true);
}
