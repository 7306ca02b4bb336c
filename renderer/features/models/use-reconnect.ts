import { useEffect, useRef } from 'react';
import { useConnection } from '../../api/queries.ts';

/** Calls back each time the console answers again after it did not: what it was asked before may have failed or changed. */
export function useReconnect(back: () => void): void {
  const { state } = useConnection();
  const lost = useRef(false);
  useEffect(() => {
    if (state === 'lost') lost.current = true;
    if (state !== 'connected' || !lost.current) return;
    lost.current = false;
    back();
  }, [state, back]);
}
