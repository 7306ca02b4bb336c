import { type FigureHistory, keyOf } from '../expression/history.ts';
import type { Rule } from '../rules/types.ts';
import { observe } from './observe.ts';
import { advance, type Clock, type Observation, type Phase, withdraw } from './phase.ts';

/** One rule and one set of labels that is pending or firing. */
export interface AlertState {
  rule: string;
  labels: Readonly<Record<string, string>>;
  phase: Phase;
  /** Of now, or of the last time that the rule was met. */
  value: number;
}

export interface Transition {
  from: Phase['phase'];
  state: AlertState;
}

export interface Evaluation {
  /** Those that are pending or firing. */
  states: AlertState[];
  /** What changed its phase, in the order of the rules. An alert without `for` goes from inactive to firing at once. */
  transitions: Transition[];
  /** Rules that had a value, met or not; of the others all figures are missing. */
  seen: Set<string>;
}

type Evaluated = Pick<
  Rule,
  'name' | 'expression' | 'comparator' | 'threshold' | 'gates' | 'for_s' | 'keep_firing_for_s'
>;

/** Judges every rule once. `states` are those of the evaluation before; of a rule that is not there any more they end. */
export function evaluateRules(
  rules: readonly Evaluated[],
  states: readonly AlertState[],
  history: FigureHistory,
  clock: Clock,
): Evaluation {
  const result: Evaluation = { states: [], transitions: [], seen: new Set() };
  const take = (from: Phase, state: AlertState) => {
    if (from.phase !== state.phase.phase) result.transitions.push({ from: from.phase, state });
    if (state.phase.phase === 'pending' || state.phase.phase === 'firing') result.states.push(state);
  };
  for (const rule of rules) {
    const before = new Map(
      states.filter((state) => state.rule === rule.name).map((state) => [keyOf(state.labels), state] as const),
    );
    const seen = new Map(
      observe(rule, history, clock.at).map((observed) => [keyOf(observed.labels), observed] as const),
    );
    if ([...seen.values()].some(({ observation }) => observation.kind !== 'missing')) result.seen.add(rule.name);
    for (const key of new Set([...before.keys(), ...seen.keys()])) {
      const old = before.get(key) ?? null;
      const observation: Observation = seen.get(key)?.observation ?? { kind: 'missing' };
      const labels = old?.labels ?? seen.get(key)?.labels ?? {};
      const from = old?.phase ?? { phase: 'inactive' };
      const phase = advance(from, observation, rule, clock);
      const value = observation.kind === 'met' ? observation.value : (old?.value ?? Number.NaN);
      take(from, { rule: rule.name, labels, phase, value });
    }
  }
  const names = new Set(rules.map(({ name }) => name));
  for (const state of states) {
    if (!names.has(state.rule)) take(state.phase, { ...state, phase: withdraw(state.phase, clock.at) });
  }
  return result;
}
