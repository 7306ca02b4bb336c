import { useEffect, useState } from 'react';
import { addressOf } from '../../api/client.ts';
import type { Outcome } from './upload-state.ts';

/** The console makes its previews when the detector has time: asked for at once there would be none. */
const PATIENCE_MS = 1_500;

/**
 * Where the console keeps a small WebP of a result, for formats that it reads and the browser does not. Null until it
 * can be expected to be there, and while `wanted` is false.
 */
export function usePreview({ inferenceId }: Outcome, wanted = true): string | null {
  const [due, setDue] = useState<number | null>(null);
  useEffect(() => {
    if (!wanted) return;
    const timer = setTimeout(() => setDue(inferenceId), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [inferenceId, wanted]);
  return due !== null && due === inferenceId ? addressOf('getThumbnail', { params: { id: due } }) : null;
}
