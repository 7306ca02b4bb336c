import type { FigureSnapshot } from '../../contract/figures.ts';
import { EXAMPLES, type ExampleSeries } from '../generate/examples.ts';
import { STEP_S, seriesText } from '../generate/series.ts';

/** Mulberry32: the same numbers for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Series that change together, the buckets of one histogram, and how they may go on. */
interface Group {
  names: string[];
  series: Map<string, ExampleSeries>;
  courses: Map<string, ExampleSeries>[];
}

function groupsOf(examples: readonly (readonly ExampleSeries[])[]): Group[] {
  const groups = new Map<string, Group>();
  for (const example of examples) {
    const courses = new Map<string, Map<string, ExampleSeries>>();
    for (const series of example) {
      const { le: _, ...labels } = series.labels;
      const key = seriesText({ name: series.name, labels });
      const text = seriesText(series);
      const group = groups.get(key) ?? { names: [], series: new Map(), courses: [] };
      groups.set(key, group);
      group.series.set(text, series);
      courses.set(key, (courses.get(key) ?? new Map()).set(text, series));
    }
    for (const [key, course] of courses) groups.get(key)?.courses.push(course);
  }
  return [...groups.values()];
}

/**
 * Figures of every rule over `steps` intervals. Each changes now and then, every few minutes, between what meets its rules
 * and what does not; all counters begin again at 0 once, as after a restart.
 */
export function randomFigures(seed: number, steps: number): FigureSnapshot[] {
  const random = randomNumbers(seed);
  const examples = Object.values(EXAMPLES).flatMap(({ met, unmet, gated = [] }) => [met, unmet, gated]);
  const groups = groupsOf(examples);
  const courses = groups.map(({ courses }) => courses[Math.floor(random() * courses.length)]);
  const counters = new Map<string, number>();
  const restart = Math.floor(steps / 2);
  return Array.from({ length: steps + 1 }, (_, step) => ({
    at: step * STEP_S * 1_000,
    figures: groups.flatMap(({ series, courses: choices }, index) => {
      if (random() < 0.04) courses[index] = choices[Math.floor(random() * choices.length)];
      return [...series].map(([text, { name, labels }]) => {
        const now = courses[index]?.get(text);
        const isCounter = /(_total|_bucket)$/.test(name);
        if (!isCounter) return { name, labels, value: now?.value ?? 0 };
        const before = step === restart ? 0 : (counters.get(text) ?? 0);
        const value = before + (now?.per_s ?? 0) * STEP_S;
        counters.set(text, value);
        return { name, labels, value };
      });
    }),
  }));
}
