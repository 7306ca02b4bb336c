import { describe, expect, it } from 'vitest';
import { formatCores, formatMemory, formatPercent, formatPerSecond, shortReason } from './figures.ts';

describe('figures of the machine', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [96_468_992, '92 MiB'],
    [25_757_220_864, '24 GiB'],
    [2_422_210_560, '2.26 GiB'],
    [1_073_741_823, '1 GiB'],
  ])('%d bytes of memory are %s', (bytes, words) => {
    expect(formatMemory(bytes)).toBe(words);
  });

  it.each([
    [0, '0 %'],
    [0.374, '37 %'],
    [1, '100 %'],
    [0.0008, '0.08 %'],
    [0.00001, 'under 0.01 %'],
  ])('%d of 1 is %s', (ratio, words) => {
    expect(formatPercent(ratio)).toBe(words);
  });

  it('have their unit', () => {
    expect([formatCores(1.5), formatCores(0.004), formatCores(1)]).toEqual(['1.50 cores', '0.00 cores', '1.00 core']);
    expect([0, 0.05, 3.85, 1_204].map(formatPerSecond)).toEqual(['0/s', '0.05/s', '3.9/s', '1,204/s']);
  });

  it('that are missing say so in the words of the driver or of the system', () => {
    expect(shortReason('Not reported by the driver: under WDDM, Windows does not let it')).toBe(
      'Not reported by the driver',
    );
    expect(shortReason('Windows has no load average')).toBe('Windows has no load average');
    expect(shortReason(undefined)).toBe('Not known');
  });
});
