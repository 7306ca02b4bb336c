import { describe, expect, it } from 'vitest';
import type { ChartRow } from './chart-rows.ts';
import { type ChartSpec, scaleOf } from './chart-spec.ts';
import { axisFigure, UNITS } from './units.ts';

const spec = (change: Partial<ChartSpec> = {}): ChartSpec => ({
  title: 'Latency',
  lines: [{ label: 'p50', colour: 1 }],
  unit: UNITS.ms,
  ...change,
});
const rows = (...values: number[]): ChartRow[] =>
  values.map((value, at) => ({ start: at, end: at + 1, values: [value], band: null }));

describe('the axis', () => {
  it('begins at zero unless it is stated', () => {
    expect(scaleOf(spec(), rows(80, 95))).toMatchObject({ low: 0, high: 100 });
    expect(scaleOf(spec({ low: null }), rows(80, 95))).toMatchObject({ low: 80, high: 95 });
  });

  it('holds the limit and what it has at least', () => {
    expect(scaleOf(spec({ limit: { value: 200, label: '' } }), rows(80)).high).toBe(200);
    expect(scaleOf(spec({ unit: UNITS.score, high: 1 }), rows(0.2)).high).toBe(1);
    expect(scaleOf(spec({ unit: UNITS.score, high: 1 }), [])).toMatchObject({ low: 0, high: 1 });
  });

  it('is as it is stated where it is always the same', () => {
    const axis = [0, 128, 255];
    expect(scaleOf(spec({ unit: UNITS.brightness, axis }), rows(12))).toEqual({ low: 0, high: 255, ticks: axis });
  });

  it('is round in the unit that it is written in', () => {
    const { ticks } = scaleOf(spec({ unit: UNITS.bytes }), rows(1_340_000_000));
    expect(ticks.map((tick) => axisFigure(tick, 1e9))).toEqual(['0', '0.5', '1', '1.5']);
    expect(UNITS.bytes.axis(1_500_000_000).label).toBe('GB');
  });
});

describe('units', () => {
  it.each([
    [UNITS.ms, 8.71, '8.7 ms'],
    [UNITS.bytes, 1_340_000_000, '1.34 GB'],
    [UNITS.bytes, 212_000_000, '212 MB'],
    [UNITS.bytes, 0, '0 B'],
    [UNITS.perSecond, 4.234, '4.23 /s'],
    [UNITS.score, 0.5, '0.50'],
    [UNITS.features, 2, '2'],
  ] as const)('%# are written with the figure', (unit, value, words) => {
    expect(unit.format(value)).toBe(words);
  });

  it('of times are seconds where they are long', () => {
    expect(UNITS.ms.axis(4_000).label).toBe('ms');
    expect(UNITS.ms.axis(12_000)).toEqual({ label: 's', per: 1_000 });
  });
});
