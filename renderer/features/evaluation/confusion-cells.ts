import type { ConfusionMatrix } from '../../../native/contract/http/evaluations.ts';
import { formatCount, plural } from '../../components/format.ts';

export interface ConfusionCell {
  count: number;
  /** Of all in the row, 0 to 1; 0 in an empty row. */
  share: number;
  kind: 'right' | 'wrong' | 'corner';
  words: string;
}

export interface ConfusionRow {
  name: string;
  total: number;
  cells: ConfusionCell[];
}

function wordsOf(
  count: number,
  [row, column]: readonly [string, string],
  at: readonly [number, number],
  last: number,
): string {
  const [a, b] = at;
  if (a === last && b === last) return 'Nothing on background is not counted';
  if (a === last) return `${plural(count, 'prediction')} of ${column} on background`;
  if (b === last) return `${formatCount(count)} ${row} not found`;
  return a === b
    ? `${formatCount(count)} ${row} found as ${column}`
    : `${formatCount(count)} ${row} predicted as ${column}`;
}

/** The matrix row by row, each count with its share of the row and in words. */
export function confusionRows({ classes, matrix }: ConfusionMatrix): ConfusionRow[] {
  const last = classes.length - 1;
  return classes.map((name, a) => {
    const counts = matrix[a] ?? [];
    const total = counts.reduce((sum, count) => sum + count, 0);
    return {
      name,
      total,
      cells: classes.map((column, b) => {
        const count = counts[b] ?? 0;
        return {
          count,
          share: total === 0 ? 0 : count / total,
          kind: a === last && b === last ? 'corner' : a === b ? 'right' : 'wrong',
          words: wordsOf(count, [name, column], [a, b], last),
        };
      }),
    };
  });
}
