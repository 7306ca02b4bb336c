import type { RankedSample } from '../../contract/drift.ts';
import { poolRows, squaredDistances } from '../embedding/matrix.ts';
import { medianSquaredDistance } from '../embedding/maximum-mean-discrepancy.ts';
import { countClasses, proportions } from '../sample/classes.ts';
import { isNumber, mean, quantile, type Sorted, sortNumbers, standardDeviation } from '../sample/numeric.ts';
import { kindOf } from './assess.ts';
import type { Column, Window } from './window.ts';

/**
 * The samples of the current window by how much each stands for the change of a feature, most first; samples without a
 * value are left out. Contributions compare within one answer only:
 *
 * - numbers: the distance from the reference's median in its spread, s (x - median) / spread, s the sign of the change of
 *   the mean; where the mean has hardly moved, the distance to either side. The spread is the distance of the quartiles
 *   over 1.349, as wide as a standard deviation for normal values, else the standard deviation, else 1.
 * - classes: share of the sample's class in the current window less that in the reference.
 */
export function rankSamples(reference: Window, current: Window, feature: string): RankedSample[] {
  const here = Object.hasOwn(reference.features, feature) ? reference.features[feature] : undefined;
  const there = Object.hasOwn(current.features, feature) ? current.features[feature] : undefined;
  if (here === undefined || there === undefined) return [];
  const contribution =
    kindOf(here, there) === 'numeric' ? numericContribution(here, there) : classContribution(here, there);
  return order(
    current.ids.flatMap((id, index) => {
      const value = there[index] ?? null;
      const moved = contribution(value);
      return moved === null ? [] : [{ id, value, contribution: moved }];
    }),
  );
}

/** Rows that the witness function is made of; more would make no other ranking. */
const WITNESS_ROWS = 200;

/**
 * The same for embeddings: the witness function of the maximum mean discrepancy at the sample, mean kernel to the other
 * samples of the current window less mean kernel to the reference (Gretton et al., JMLR 13, 2012, section 2.3): high
 * where current samples lie and reference samples do not. Of large windows, evenly spaced samples stand for the rest.
 */
export function rankEmbeddings(reference: Window, current: Window): RankedSample[] {
  const isVector = (vector: Vector | null): vector is Vector => vector !== null;
  const x = evenly((reference.embeddings ?? []).filter(isVector), WITNESS_ROWS);
  const vectors = (current.embeddings ?? []).filter(isVector);
  const y = evenly(vectors, WITNESS_ROWS);
  if (x.length === 0 || y.length === 0) return [];
  const scale = medianSquaredDistance(squaredDistances(poolRows(x, y))) || 1;
  const meanKernel = (vector: Vector, rows: readonly Vector[]) => {
    const others = rows.filter((row) => row !== vector);
    if (others.length === 0) return 0;
    return others.reduce((sum, row) => sum + Math.exp(-squaredDistance(vector, row) / (2 * scale)), 0) / others.length;
  };
  const ids = current.ids.filter((_, index) => current.embeddings?.[index] != null);
  return order(
    vectors.map((vector, index) => ({
      id: ids[index] as number | string,
      value: null,
      contribution: meanKernel(vector, y) - meanKernel(vector, x),
    })),
  );
}

type Vector = ArrayLike<number>;

function evenly<Item>(items: readonly Item[], count: number): readonly Item[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, k) => items[Math.floor((k * items.length) / count)] as Item);
}

function squaredDistance(a: Vector, b: Vector): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += ((a[k] as number) - (b[k] as number)) ** 2;
  return sum;
}

/** Stable, so that equal samples stay in the order in which they came. */
const order = (samples: RankedSample[]) => samples.sort((a, b) => b.contribution - a.contribution);

/** A mean that moved by less than this many deviations has not moved: then both sides count. */
const NOTABLE_SHIFT = 0.1;
/** Distance of the quartiles of the normal distribution. */
const NORMAL_QUARTILES = 1.349;

type Contribution = (value: number | string | null) => number | null;

function numericContribution(reference: Column, current: Column): Contribution {
  const [x, y] = [sortNumbers(reference), sortNumbers(current)];
  if (x.length === 0 || y.length === 0) return () => null;
  const centre = quantile(x, 0.5);
  const spread = spreadOf(x);
  const shift = mean(y) - mean(x);
  const moved = Math.abs(shift) > NOTABLE_SHIFT * spread;
  return (value) => {
    if (!isNumber(value)) return null;
    const distance = (value - centre) / spread;
    return moved ? Math.sign(shift) * distance : Math.abs(distance);
  };
}

function spreadOf(x: Sorted): number {
  const quartiles = (quantile(x, 0.75) - quantile(x, 0.25)) / NORMAL_QUARTILES;
  return quartiles || standardDeviation(x) || 1;
}

function classContribution(reference: Column, current: Column): Contribution {
  const isWord = (value: unknown): value is string => typeof value === 'string';
  const counts = countClasses<string>([...reference].filter(isWord), [...current].filter(isWord));
  const [p, q] = [proportions(counts.reference), proportions(counts.current)];
  const changes = new Map(counts.classes.map((name, index) => [name, (q[index] as number) - (p[index] || 0)]));
  return (value) => (isWord(value) ? (changes.get(value) ?? null) : null);
}
