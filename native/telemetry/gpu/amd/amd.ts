import { join } from 'node:path';
import { readInteger } from '../../files.ts';
import { combine, known, missing, NOT_REPORTED, type Reading } from '../../reading.ts';
import type { DrmCard } from '../drm/cards.ts';
import type { CardFigures } from '../drm/figures.ts';

/**
 * A card under amdgpu, from the files that the kernel's documentation of amdgpu names: bytes of video memory, per cent
 * busy; and from its hwmon folder millidegrees and microwatts. Where the newer `power1_input` is absent, `power1_average`.
 */
export async function readAmd({ device, sensors }: DrmCard): Promise<CardFigures> {
  const [total, used, busy, temperature, average, power, cap] = await Promise.all([
    figure(join(device, 'mem_info_vram_total'), 1),
    figure(join(device, 'mem_info_vram_used'), 1),
    figure(join(device, 'gpu_busy_percent'), 0.01),
    sensor(sensors, 'temp1_input', 0.001),
    sensor(sensors, 'power1_average', 1e-6),
    sensor(sensors, 'power1_input', 1e-6),
    sensor(sensors, 'power1_cap', 1e-6),
  ]);
  return {
    memoryTotal: total,
    memoryUsed: used,
    memoryFree: combine(total, used, (a, b) => Math.max(0, a - b)),
    utilization: busy,
    temperature,
    power: 'value' in average ? average : power,
    powerLimit: cap,
  };
}

async function figure(path: string, unit: number): Promise<Reading> {
  const value = await readInteger(path);
  return value === null ? missing(NOT_REPORTED) : known(value * unit);
}

async function sensor(folder: string | null, name: string, unit: number): Promise<Reading> {
  return folder === null ? missing(NOT_REPORTED) : figure(join(folder, name), unit);
}
