import { useState } from 'react';
import { startDemo, stopDemo } from './demo-actions.ts';

export type SwitchState =
  | { state: 'idle' }
  | { state: 'asking'; what: 'start' | 'stop' }
  | { state: 'refused'; error: unknown };

export interface DemoSwitch {
  state: SwitchState;
  start: () => void;
  stop: () => void;
}

/** Starting and stopping the line from one place, with what the console says to it. `onStarted` once it has. */
export function useDemoSwitch(onStarted?: () => void): DemoSwitch {
  const [state, setState] = useState<SwitchState>({ state: 'idle' });
  const ask = (what: 'start' | 'stop', action: () => Promise<void>, done?: () => void) => {
    setState({ state: 'asking', what });
    action().then(
      () => {
        setState({ state: 'idle' });
        done?.();
      },
      (error: unknown) => setState({ state: 'refused', error }),
    );
  };
  return {
    state,
    start: () => ask('start', startDemo, onStarted),
    stop: () => ask('stop', stopDemo),
  };
}
