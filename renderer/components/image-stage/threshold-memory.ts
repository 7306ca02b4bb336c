import { z } from 'zod';
import type { ViewThresholds } from './view.ts';

const Remembered = z.object({ conf: z.number().min(0.05).max(1), iou: z.number().min(0).max(1) });

const keyOf = (modelId: string) => `vigil.thresholds.${modelId}`;

/** The thresholds last used with a model in this browser; null when there are none, or none that make sense. */
export function recallThresholds(modelId: string): ViewThresholds | null {
  try {
    const parsed = Remembered.safeParse(JSON.parse(localStorage.getItem(keyOf(modelId)) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    // Storage may be switched off or hold another program's words; the defaults serve as well.
    return null;
  }
}

/** Keeps the thresholds for the next visit; null forgets them, so that the defaults hold again. */
export function rememberThresholds(modelId: string, thresholds: ViewThresholds | null): void {
  try {
    if (thresholds === null) localStorage.removeItem(keyOf(modelId));
    else localStorage.setItem(keyOf(modelId), JSON.stringify({ conf: thresholds.conf, iou: thresholds.iou }));
  } catch {
    // A full or forbidden storage costs the memory and nothing else.
  }
}
