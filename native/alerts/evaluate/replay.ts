import type { FigureSnapshot } from '../../contract/figures.ts';
import { FigureHistory } from '../expression/history.ts';
import { needsOf } from '../expression/needs.ts';
import { expressionsOf } from '../rules/index.ts';
import type { Rule } from '../rules/types.ts';
import { type AlertState, evaluateRules, type Transition } from './evaluate.ts';

export interface ReplayStep {
  at: number;
  /** Pending and firing. */
  states: readonly AlertState[];
  transitions: readonly Transition[];
}

/** Judges rules at each of a run of snapshots, oldest first, from nothing. `interval_s` is what lies between two of them. */
export function* replay(
  rules: readonly Rule[],
  snapshots: Iterable<FigureSnapshot>,
  interval_s: number,
): Generator<ReplayStep, void> {
  const history = new FigureHistory(needsOf(rules.flatMap(expressionsOf)).reach_s);
  let states: readonly AlertState[] = [];
  let before: number | null = null;
  for (const snapshot of snapshots) {
    const { at } = snapshot;
    history.add(snapshot);
    const evaluation = evaluateRules(rules, states, history, { at, before, interval_s });
    states = evaluation.states;
    before = at;
    yield { at, ...evaluation };
  }
}
