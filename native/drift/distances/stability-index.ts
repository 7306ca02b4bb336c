import type { AlertLevel } from '../../contract/drift.ts';
import { total } from '../sample/classes.ts';
import { chiSquareQuantile } from '../special/chi-square.ts';

/** Population stability index and Kullback-Leibler divergence of one pair of binned samples. */
export interface StabilityIndex {
  bins: number;
  psi: number;
  /** Reference to current. */
  kl: number;
  /** What PSI exceeds in 1 % of checks without drift: nearly chi-square over the harmonic sample size. */
  floor: number;
  /** What PSI is on average without drift. */
  null_mean: number;
}

/**
 * Both indices on shares smoothed with half a count a bin (Jeffreys), so that an empty bin is no infinity:
 * p = (count + 0.5) / (n + 0.5 bins). PSI is the Kullback-Leibler divergence in both directions added.
 */
export function stabilityIndex(reference: readonly number[], current: readonly number[]): StabilityIndex {
  const bins = reference.length;
  const n = total(reference);
  const m = total(current);
  let psi = 0;
  let kl = 0;
  for (const [index, count] of reference.entries()) {
    const p = (count + 0.5) / (n + 0.5 * bins);
    const q = ((current[index] as number) + 0.5) / (m + 0.5 * bins);
    const ratio = Math.log(p / q);
    psi += (p - q) * ratio;
    kl += p * ratio;
  }
  const scale = 1 / n + 1 / m;
  return { bins, psi, kl, floor: chiSquareQuantile(0.99, bins - 1) * scale, null_mean: (bins - 1) * scale };
}

/** Customary limits of PSI; half of them for the Kullback-Leibler divergence. */
export const PSI_WARNING = 0.25;
export const PSI_CRITICAL = 0.5;

/** Above the customary limit and above what chance explains at these sample sizes. */
export function psiLevel({ psi, floor }: StabilityIndex): AlertLevel {
  if (psi > Math.max(PSI_CRITICAL, floor)) return 'critical';
  return psi > Math.max(PSI_WARNING, floor) ? 'warning' : 'none';
}

export function klLevel({ kl, floor }: StabilityIndex): AlertLevel {
  if (kl > Math.max(PSI_CRITICAL, floor) / 2) return 'critical';
  return kl > Math.max(PSI_WARNING, floor) / 2 ? 'warning' : 'none';
}
