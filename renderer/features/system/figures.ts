import { formatCount } from '../../components/format.ts';

const MEMORY_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** Memory in the units that it is built in, three digits: 25757220864 as "24 GiB". */
export function formatMemory(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < MEMORY_UNITS.length - 1) {
    value /= 1_024;
    unit++;
  }
  return `${unit === 0 ? value : Number(value.toPrecision(3))} ${MEMORY_UNITS[unit]}`;
}

/** A share of 1 as per cent, without decimals but where the first digit is one: 0.0008 as "0.08 %". */
export function formatPercent(ratio: number): string {
  const percent = ratio * 100;
  if (percent === 0 || percent >= 1) return `${percent.toFixed(0)} %`;
  return percent < 0.01 ? 'under 0.01 %' : `${Number(percent.toPrecision(1))} %`;
}

/** "0.04 cores": processors that a process keeps busy. */
export const formatCores = (cores: number): string => `${cores.toFixed(2)} ${cores === 1 ? 'core' : 'cores'}`;

export const formatCelsius = (celsius: number): string => `${celsius.toFixed(0)} °C`;
export const formatWatts = (watts: number): string => `${watts.toFixed(0)} W`;

/** Requests a second: "3.9/s", "0.05/s", "120/s". */
export function formatPerSecond(rate: number): string {
  if (rate >= 10) return `${formatCount(Math.round(rate))}/s`;
  return `${rate === 0 ? '0' : rate >= 1 ? rate.toFixed(1) : rate.toFixed(2)}/s`;
}

const NOT_REPORTED = 'Not reported by the driver';

/** The words that stand in place of a figure; what is more to say is in the reason. */
export function shortReason(reason: string | undefined): string {
  if (reason === undefined) return 'Not known';
  return reason.startsWith(NOT_REPORTED) ? NOT_REPORTED : reason;
}
