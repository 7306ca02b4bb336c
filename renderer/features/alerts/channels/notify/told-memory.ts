import { z } from 'zod';
import type { Told } from './decide.ts';

const KEY = 'vigil.told-alerts';

const Kept = z.array(
  z.object({
    ...{ id: z.number(), fired_at: z.string(), key: z.string(), at: z.number() },
    ...{ held: z.boolean(), over: z.boolean() },
  }),
);

/** What a tab of this browser has told, so that the one after it goes on from there. */
export function readTold(): readonly Told[] {
  try {
    const kept = Kept.safeParse(JSON.parse(localStorage.getItem(KEY) ?? '[]'));
    return kept.success ? kept.data : [];
  } catch {
    return [];
  }
}

export function keepTold(told: readonly Told[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(told));
  } catch {
    // A full or forbidden storage costs the memory and nothing else.
  }
}
