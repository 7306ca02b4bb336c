/** Counts of both windows over the union of their classes, the classes in ascending order. */
export interface ClassCounts<Class extends string | number = string | number> {
  classes: Class[];
  reference: number[];
  current: number[];
}

/** Counts the values that are no missing ones; numbers ascend by size, words by their code units. */
export function countClasses<Class extends string | number>(
  reference: Iterable<Class>,
  current: Iterable<Class>,
): ClassCounts<Class> {
  const counts = new Map<Class, [number, number]>();
  const add = (value: Class, side: 0 | 1) => {
    const count = counts.get(value);
    if (count !== undefined) count[side] += 1;
    else counts.set(value, side === 0 ? [1, 0] : [0, 1]);
  };
  for (const value of reference) add(value, 0);
  for (const value of current) add(value, 1);
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    classes: sorted.map(([value]) => value),
    reference: sorted.map(([, [count]]) => count),
    current: sorted.map(([, [, count]]) => count),
  };
}

export const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

export const proportions = (counts: readonly number[]) => {
  const all = total(counts);
  return counts.map((count) => count / all);
};
