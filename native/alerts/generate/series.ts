import type { Figure, FigureSnapshot } from '../../contract/figures.ts';
import type { ExampleSeries } from './examples.ts';

/** Between two scrapes, and two evaluations. */
export const STEP_S = 15;

interface Stretch {
  first: number;
  growth: number;
  /** Values besides the first. */
  more: number;
}

/** A series as stretches of equal growth, `steps` values after the first in all. */
function stretches({ value, per_s, first }: ExampleSeries, steps: number): Stretch[] {
  const growth = per_s * STEP_S;
  if (first === undefined) return [{ first: value, growth, more: steps }];
  const more = Math.min(steps, first.for_s / STEP_S);
  const early = { first: value, growth: first.per_s * STEP_S, more };
  if (steps === more) return [early];
  return [early, { first: valuesOf(early).at(-1) as number, growth, more: steps - more - 1 }];
}

/** Added up one by one, as promtool does. */
function valuesOf({ first, growth, more }: Stretch): number[] {
  const values = [first];
  for (let k = 0; k < more; k++) values.push((values.at(-1) as number) + growth);
  return values;
}

/** A name with its labels, as PromQL writes it. */
export function seriesText({ name, labels }: Pick<Figure, 'name' | 'labels'>): string {
  const list = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return list.length === 0 ? name : `${name}{${list.join(', ')}}`;
}

/** Values in promtool's notation: `0+15x20`. */
export function valuesText(series: ExampleSeries, steps: number): string {
  return stretches(series, steps)
    .map(({ first, growth, more }) => `${first}+${growth}x${more}`)
    .join(' ');
}

/** The same series as the console would read them, from 0 on. */
export function snapshotsOf(all: readonly ExampleSeries[], steps: number): FigureSnapshot[] {
  const values = all.map((series) => stretches(series, steps).flatMap(valuesOf));
  return Array.from({ length: steps + 1 }, (_, k) => ({
    at: k * STEP_S * 1_000,
    figures: all.map(({ name, labels }, index) => ({ name, labels, value: values[index]?.[k] as number })),
  }));
}
