import type { DriftEvent } from '../../contract/drift.ts';
import { type ClassCounts, total } from '../sample/classes.ts';

/** A single sample may be a mistake of the model, and so may a few in a large window. */
const FEWEST = 2;
const SMALLEST_SHARE = 0.02;

/** Classes that the reference does not know, on at least 2 samples and 2 % of the current window. */
export function newClasses(feature: string, counts: ClassCounts): DriftEvent[] {
  const size = total(counts.current);
  return counts.classes.flatMap((value, index) => {
    const count = counts.current[index] as number;
    if (counts.reference[index] !== 0 || count < FEWEST || count < SMALLEST_SHARE * size) return [];
    return [{ type: 'new_class' as const, feature, value: String(value), count, share: count / size }];
  });
}
