import { expect, it } from 'vitest';
import { describe, describeForPrometheus, printFigure, seriesOf } from './describe.ts';

it.each([
  [2312.5, 0, '2312'],
  [2313.5, 0, '2314'],
  [-2312.5, 0, '-2312'],
  [0.125, 2, '0.12'],
  [0.375, 2, '0.38'],
  // Not between two: a hair below.
  [2.675, 2, '2.67'],
  [1.005, 2, '1.00'],
  [0.5, 0, '0'],
  [97.25, 1, '97.2'],
  [12, 1, '12.0'],
])('prints %d with %i decimals as Prometheus does', (value, digits, text) => {
  expect(printFigure(value, digits)).toBe(text);
});

const rule = { unit: 'ms', digits: 0, threshold: 500 };

it('fills sentences with figures and labels, here and as a template of Prometheus', () => {
  const template = '{feature} takes {value}, {threshold} allowed';
  expect(describe(template, rule, 612.3, { feature: 'queue' })).toBe('queue takes 612 ms, 500 ms allowed');
  expect(describe(template, { ...rule, unit: null }, 612.3, {})).toBe('feature takes 612, 500 allowed');
  expect(describeForPrometheus(template, rule)).toBe(
    '{{ $labels.feature }} takes {{ $value | printf "%.0f" }} ms, 500 ms allowed',
  );
});

it('names the series that shows an alert', () => {
  expect(seriesOf({ series: 'drift_score.{feature}' }, { feature: 'brightness' })).toBe('drift_score.brightness');
  expect(seriesOf({ series: 'drift_score.{feature}' }, {})).toBeNull();
  expect(seriesOf({ series: 'latency_ms' }, {})).toBe('latency_ms');
});
