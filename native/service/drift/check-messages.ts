import type { DriftConfig, Verdict } from '../../contract/drift.ts';
import type { Window } from '../../drift/verdict/window.ts';
import type { DriftSample } from '../../store/drift-types.ts';
import type { Replay } from './replay.ts';

/** Thread-bound work: a check, or a replay. */
export type CheckRequest =
  | { kind: 'check'; id: number; reference: Window; current: Window; config: DriftConfig }
  | {
      kind: 'replay';
      id: number;
      reference: readonly DriftSample[] | null;
      samples: readonly DriftSample[];
      config: DriftConfig;
    }
  | { kind: 'end' };

export type CheckAnswer =
  | { kind: 'checked'; id: number; verdict: Verdict }
  | { kind: 'replayed'; id: number; replay: Replay }
  | { kind: 'failed'; id: number; reason: string };
