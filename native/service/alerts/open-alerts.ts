import type { AlertState, Transition } from '../../alerts/evaluate/evaluate.ts';
import { keyOf } from '../../alerts/expression/history.ts';
import { findRule } from '../../alerts/rules/index.ts';
import type { Rule } from '../../alerts/rules/types.ts';
import type { AlertFacts, AlertRecords, AlertRow } from '../../store/alert-types.ts';
import { type KeptPhase, toFacts, toState } from './rows.ts';

interface Open {
  /** Null while it could not be written. */
  id: number | null;
  state: AlertState;
  facts: AlertFacts;
}

interface Writing {
  id: number | null;
  facts: AlertFacts;
  /** What it is of in memory; null for one that has resolved. */
  open: Open | null;
}

const NOT_ACKNOWLEDGED = { acknowledged_at: null, acknowledged_by: null, comment: null };

export const alertKey = ({ rule, labels }: Pick<AlertState, 'rule' | 'labels'>) => `${rule} ${keyOf(labels)}`;

/** Alerts that are pending or firing, in memory as in the store. */
export class OpenAlerts {
  readonly #records: AlertRecords;
  #open = new Map<string, Open>();
  /** What a full disk has kept from being written, oldest first. */
  #unwritten: Writing[] = [];
  #unforgotten: number[] = [];
  readonly #evaluatedAt: number | null;

  constructor(records: AlertRecords) {
    this.#records = records;
    const rows = records.open();
    this.#evaluatedAt = rows.length === 0 ? null : Math.max(...rows.map(({ evaluated_at }) => evaluated_at));
    for (const row of rows) {
      const state = toState(row);
      // Kept in a form that is no longer read: it begins anew.
      if (state === null) this.#unforgotten.push(row.id);
      else this.#open.set(alertKey(state), { id: row.id, state, facts: factsOfRow(row) });
    }
  }

  states(): AlertState[] {
    return [...this.#open.values()].map(({ state }) => state);
  }

  /** Those that fire, as they inhibit others; one that could not be written has id 0. */
  firing(): (Pick<AlertRow, 'rule' | 'labels'> & { id: number; state: 'firing' })[] {
    return [...this.#open.values()].flatMap(({ id, state: { rule, labels, phase } }) =>
      phase.phase === 'firing' ? [{ id: id ?? 0, rule, labels, state: phase.phase }] : [],
    );
  }

  /** When an earlier console judged those that it left; null where it left none. */
  evaluatedAt(): number | null {
    return this.#evaluatedAt;
  }

  /**
   * Takes in an evaluation and writes it. Answers the alerts of its transitions by their key; where writing failed `error`
   * says why, what was not written is written with the next one, and the alerts have id 0.
   */
  keep(
    states: readonly AlertState[],
    transitions: readonly Transition[],
    ruleOf: (rule: Rule) => Rule,
    at: number,
  ): { rows: Map<string, AlertRow>; error: unknown } {
    const before = this.#open;
    const factsOf = (state: AlertState) => {
      const rule = findRule(state.rule);
      const phase = state.phase as KeptPhase;
      // Of a rule that this version does not have any more, the words are those of the version that had it.
      return rule === null
        ? withPhase(before.get(alertKey(state)), phase, at)
        : toFacts(ruleOf(rule), state, phase, at);
    };
    const writings = [...this.#unwritten];
    this.#open = new Map();
    for (const state of states) {
      const key = alertKey(state);
      const open: Open = { id: before.get(key)?.id ?? null, state, facts: factsOf(state) };
      this.#open.set(key, open);
      writings.push({ id: open.id, facts: open.facts, open });
    }
    const rows = new Map<string, AlertRow>();
    for (const { state } of transitions) {
      const key = alertKey(state);
      const id = before.get(key)?.id ?? null;
      if (state.phase.phase === 'inactive' && id !== null) this.#unforgotten.push(id);
      if (state.phase.phase === 'resolved') writings.push({ id, facts: factsOf(state), open: null });
    }
    const error = this.#write(writings);
    for (const { state } of transitions) {
      const key = alertKey(state);
      const writing = writings.findLast(({ facts }) => alertKey(facts) === key);
      if (writing === undefined) continue;
      const kept = error === null && writing.id !== null ? this.#records.get(writing.id) : null;
      rows.set(key, kept ?? { id: writing.id ?? 0, ...writing.facts, ...NOT_ACKNOWLEDGED });
    }
    return { rows, error };
  }

  /** Null, or why it failed. */
  #write(writings: Writing[]): unknown {
    if (writings.length === 0 && this.#unforgotten.length === 0) return null;
    try {
      const ids = this.#records.keep(writings, this.#unforgotten);
      for (const [k, writing] of writings.entries()) {
        writing.id = ids[k] ?? null;
        if (writing.open !== null) writing.open.id = writing.id;
      }
      this.#unwritten = [];
      this.#unforgotten = [];
      return null;
    } catch (error) {
      // Of one that is still open the next evaluation writes its state of then.
      this.#unwritten = writings.filter(({ open }) => open === null);
      return error;
    }
  }
}

function factsOfRow({ id: _id, acknowledged_at: _at, acknowledged_by: _by, comment: _comment, ...facts }: AlertRow) {
  return facts;
}

function withPhase(open: Open | undefined, phase: KeptPhase, evaluated_at: number): AlertFacts {
  if (open === undefined) throw new Error('An alert of an unknown rule cannot begin.');
  const over = phase.phase === 'resolved' ? { resolved_at: phase.resolved_at, resolved_reason: phase.reason } : {};
  return { ...open.facts, ...over, state: phase.phase, phase: JSON.stringify(phase), evaluated_at };
}
