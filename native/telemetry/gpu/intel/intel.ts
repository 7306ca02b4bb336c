import { join } from 'node:path';
import { readInteger } from '../../files.ts';
import { known, missing, NOT_REPORTED, type Reading } from '../../reading.ts';
import type { DrmCard } from '../drm/cards.ts';
import type { CardFigures } from '../drm/figures.ts';

/** Where the processor's own GPU always stands. */
const INTEGRATED = '0000:00:02.0';
const SHARED = 'An integrated GPU has no memory of its own: it shares that of the host';

/** A counter of energy, in microjoules, and when it was read, in milliseconds. */
export interface EnergySample {
  microjoules: number;
  at: number;
}

/**
 * A card under i915 or xe. Their drivers tell no memory and no utilisation in files; a discrete card has a temperature
 * (`temp1_input` under i915, the package's `temp2_input` under xe), a counter of energy from which the power follows
 * between two samples, and a limit. The memory of single processes is in their fdinfo.
 */
export async function readIntel(
  { pciAddress, sensors }: DrmCard,
  before: EnergySample | null,
  now: number,
): Promise<{ figures: CardFigures; energy: EnergySample | null }> {
  const read = async (name: string) => (sensors === null ? null : readInteger(join(sensors, name)));
  const [temp1, temp2, microjoules, max] = await Promise.all([
    read('temp1_input'),
    read('temp2_input'),
    read('energy1_input'),
    read('power1_max'),
  ]);
  const energy = microjoules === null ? null : { microjoules, at: now };
  const memory = missing(pciAddress === INTEGRATED ? SHARED : NOT_REPORTED);
  const temperature = temp2 ?? temp1;
  return {
    energy,
    figures: {
      memoryTotal: memory,
      memoryUsed: memory,
      memoryFree: memory,
      utilization: missing(NOT_REPORTED),
      temperature: temperature === null ? missing(NOT_REPORTED) : known(temperature * 0.001),
      power: powerBetween(before, energy),
      // 0 says that there is no limit.
      powerLimit: max === null || max === 0 ? missing(NOT_REPORTED) : known(max * 1e-6),
    },
  };
}

function powerBetween(before: EnergySample | null, after: EnergySample | null): Reading {
  if (after === null) return missing(NOT_REPORTED);
  if (before === null || after.at <= before.at) return missing(`${NOT_REPORTED} yet: power follows from two samples`);
  const microjoules = after.microjoules - before.microjoules;
  if (microjoules < 0) return missing(`${NOT_REPORTED}: its counter of energy began anew`);
  return known(microjoules / 1_000 / (after.at - before.at));
}
