import { known, missing, NOT_REPORTED, type Reading } from '../../reading.ts';

/**
 * Fields of `nvidia-smi --query-gpu=...`, in the order they are asked for. The name comes last, so that one with a comma
 * does no harm. Meaning and units as `nvidia-smi --help-query-gpu` states them: MiB, per cent, degrees Celsius, watts.
 */
export const QUERY_FIELDS = [
  'index',
  'pci.bus_id',
  'driver_version',
  'mig.mode.current',
  'memory.total',
  'memory.used',
  'memory.free',
  'utilization.gpu',
  'temperature.gpu',
  'power.draw',
  'power.limit',
  'name',
] as const;
export type QueryField = (typeof QUERY_FIELDS)[number];

/** What one GPU said of itself in one line. */
export interface NvidiaGpu {
  index: number;
  name: string;
  driver: string | null;
  /** `0000:01:00.0`; null where it is not told. */
  pciAddress: string | null;
  mig: boolean;
  memoryTotal: Reading;
  memoryUsed: Reading;
  memoryFree: Reading;
  utilization: Reading;
  temperature: Reading;
  power: Reading;
  powerLimit: Reading;
}

const MIB = 2 ** 20;
const SEPARATOR = ', ';
const NUMBER = /^-?\d+(?:\.\d+)?$/;
/** How a driver says that it will not say: `[N/A]`, `[Not Supported]`, `[Unknown Error]`, `[GPU requires reset]`, `N/A`. */
const REFUSAL = /^\[([^[\]]+)\]$|^(N\/A|Not Supported|Unknown Error|Insufficient Permissions)$/;
const SILENT = new Set(['N/A', 'Not Supported']);

/** The name in `Field "x" is not a valid field to query.`, by which a driver turns down what it does not know yet. */
export function refusedField(line: string): QueryField | null {
  const name = /^Field "([^"]+)" is not a valid field to query/.exec(line)?.[1];
  return QUERY_FIELDS.find((field) => field === name) ?? null;
}

/** `00000000:01:00.0` and `0000:01:00.0`, in either case, as the kernel writes them; null for what is no address. */
export function pciAddress(text: string): string | null {
  const parts = /^([0-9a-f]{4,8}):([0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f])$/i.exec(text.trim());
  return parts === null ? null : `${parts[1]?.slice(-4)}:${parts[2]}`.toLowerCase();
}

/**
 * One line of `--format=csv,noheader,nounits` for these fields; null where it makes no sense: too short, no index, or a
 * figure that is neither a number nor a refusal. Fields that were not asked for count as not reported.
 */
export function parseGpuLine(line: string, fields: readonly QueryField[]): NvidiaGpu | null {
  const parts = line.split(SEPARATOR).map((part) => part.trim());
  if (parts.length < fields.length) return null;
  const texts = new Map(fields.map((field, at) => [field, parts[at] as string]));
  const index = texts.get('index') ?? '';
  const name = parts.slice(fields.length - 1).join(SEPARATOR);
  if (!/^\d+$/.test(index) || name === '') return null;
  const driver = texts.get('driver_version');

  let isSense = true;
  const figure = (field: QueryField, unit: number, isPossible: (value: number) => boolean): Reading => {
    const text = texts.get(field);
    if (text === undefined) return missing(`${NOT_REPORTED}: version ${driver ?? 'unknown'} has no field ${field}`);
    if (NUMBER.test(text) && isPossible(Number(text))) return known(Number(text) * unit);
    const refusal = REFUSAL.exec(text);
    if (refusal === null) isSense = false;
    const words = refusal?.[1] ?? refusal?.[2] ?? '';
    return missing(SILENT.has(words) ? NOT_REPORTED : `${NOT_REPORTED}, which says "${words}"`);
  };
  const isAmount = (value: number) => value >= 0;
  const mig = texts.get('mig.mode.current') === 'Enabled';
  const utilization = figure('utilization.gpu', 0.01, (value) => value >= 0 && value <= 100);
  const gpu: NvidiaGpu = {
    index: Number(index),
    name,
    driver: driver === undefined || REFUSAL.test(driver) ? null : driver,
    pciAddress: pciAddress(texts.get('pci.bus_id') ?? ''),
    mig,
    memoryTotal: figure('memory.total', MIB, isAmount),
    memoryUsed: figure('memory.used', MIB, isAmount),
    memoryFree: figure('memory.free', MIB, isAmount),
    utilization: mig && 'missing' in utilization ? missing(`${NOT_REPORTED} while MIG is on`) : utilization,
    temperature: figure('temperature.gpu', 1, () => true),
    power: figure('power.draw', 1, isAmount),
    powerLimit: figure('power.limit', 1, isAmount),
  };
  return isSense ? gpu : null;
}
