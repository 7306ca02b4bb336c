import { formatCount, formatMs } from '../format.ts';

/** How the figures of a chart are written. */
export interface ChartUnit {
  /** For the caption of its table: "milliseconds". */
  name: string;
  /** One figure with its unit. */
  format: (value: number) => string;
  /** What stands at the axis for figures up to `high`: the unit, and how much of a figure one of it is. */
  axis: (high: number) => { label: string; per: number };
  /** Only whole figures have a meaning. */
  whole?: true;
}

const significant = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const plain = (label: string): ChartUnit['axis'] => {
  const axis = { label, per: 1 };
  return () => axis;
};

const MEMORY = [
  ['GB', 1e9],
  ['MB', 1e6],
  ['kB', 1e3],
] as const;

function memoryAxis(high: number) {
  const [label, per] = MEMORY.find(([, size]) => high >= size) ?? (['B', 1] as const);
  return { label, per };
}

export const UNITS = {
  ms: {
    name: 'milliseconds',
    format: formatMs,
    axis: (high) => (high >= 5_000 ? { label: 's', per: 1_000 } : { label: 'ms', per: 1 }),
  },
  /** Of 10⁹, 10⁶ or 10³ bytes. */
  bytes: {
    name: 'bytes',
    format: (value) => {
      const { label, per } = memoryAxis(value);
      return `${significant.format(value / per)} ${label}`;
    },
    axis: memoryAxis,
  },
  perSecond: {
    name: 'images a second',
    format: (value) => `${significant.format(value)} /s`,
    axis: plain('images/s'),
  },
  score: { name: 'score from 0 to 1', format: (value) => value.toFixed(2), axis: plain('score') },
  distance: { name: 'cosine distance', format: (value) => significant.format(value), axis: plain('distance') },
  brightness: { name: 'brightness from 0 to 255', format: (value) => value.toFixed(1), axis: plain('of 255') },
  features: {
    name: 'features',
    format: (value) => formatCount(Math.round(value)),
    axis: plain('features'),
    whole: true,
  },
} as const satisfies Record<string, ChartUnit>;

/** A figure at the axis, without its unit. */
export const axisFigure = (value: number, per: number): string => significant.format(value / per);
