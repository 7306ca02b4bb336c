import { IconAlertTriangle, IconCheck, IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import type { EvaluationState } from '../../../native/contract/http/evaluations.ts';
import { STATE_WORDS } from './evaluation-words.ts';

const ICONS = {
  preparing: IconPlayerPlay,
  running: IconPlayerPlay,
  finished: IconCheck,
  failed: IconAlertTriangle,
  cancelled: IconX,
  interrupted: IconPlayerPause,
} as const;

/** How an evaluation stands: a shape and a word. */
export function StateMark({ state }: { state: EvaluationState }) {
  const Icon = ICONS[state];
  return (
    <span className="evaluation-state" data-state={state}>
      <Icon size={14} aria-hidden /> {STATE_WORDS[state]}
    </span>
  );
}
