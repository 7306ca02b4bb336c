import { type AlertState, evaluateRules } from '../../../alerts/evaluate/evaluate.ts';
import { FigureHistory } from '../../../alerts/expression/history.ts';
import { needsOf } from '../../../alerts/expression/needs.ts';
import type { AlertPreview } from '../../../contract/http/alert-rules.ts';
import { alertKey } from '../open-alerts.ts';
import type { RuleInForce } from '../rules-in-force.ts';
import { MINUTE, minutesOf } from './minutes.ts';
import { RECIPES } from './recipes.ts';
import type { SeriesSource } from './source.ts';

const DAYS = 7;
const SPAN = DAYS * 24 * 60 * MINUTE;
const MOST_FIRINGS = 100;

type Firing = AlertPreview['firings'][number];

/** Judges a rule on the last 7 days by what history knows of them, minute by minute. `now` in milliseconds since 1970. */
export async function previewRule(rule: RuleInForce, source: SeriesSource, now: number): Promise<AlertPreview> {
  const { name, threshold, for_s } = rule;
  const recipe = RECIPES[name];
  if (recipe === undefined) {
    const summary = `History keeps no figures of ${name}, so it cannot be said how often it would have fired.`;
    return {
      name,
      threshold,
      for_s,
      times: null,
      firings: [],
      known_from: null,
      known_s: 0,
      summary,
      approximations: [],
    };
  }
  const judged = { ...rule, expression: recipe.expression, gates: recipe.gates };
  const expressions = [recipe.expression, ...recipe.gates.map(({ expression }) => expression)];
  const history = new FigureHistory(needsOf(expressions).reach_s);
  const to = Math.floor(now / MINUTE) * MINUTE;
  const open = new Map<string, Firing>();
  const firings: Firing[] = [];
  let states: readonly AlertState[] = [];
  let before: number | null = null;
  let knownFrom: number | null = null;
  let known = 0;
  for await (const minute of minutesOf(source, to - SPAN, to, recipe.reads)) {
    history.add(minute);
    const { at } = minute;
    const evaluation = evaluateRules([judged], states, history, { at, before, interval_s: MINUTE / 1_000 });
    states = evaluation.states;
    before = at;
    if (evaluation.seen.size > 0) {
      knownFrom ??= at;
      known += 1;
    }
    for (const { state } of evaluation.transitions) {
      const key = alertKey(state);
      if (state.phase.phase === 'firing') {
        const firing = { labels: { ...state.labels }, fired_at: iso(at), ended_at: null, value: state.value };
        open.set(key, firing);
        firings.push(firing);
      } else if (state.phase.phase === 'resolved') {
        Object.assign(open.get(key) ?? {}, { ended_at: iso(at) });
      }
    }
  }
  const times = known === 0 ? null : firings.length;
  return {
    ...{ name, threshold, for_s, times },
    firings: firings.slice(-MOST_FIRINGS).reverse(),
    known_from: knownFrom === null ? null : iso(knownFrom),
    known_s: (known * MINUTE) / 1_000,
    summary: summaryOf(times, known),
    approximations: known === 0 ? [] : [...recipe.approximations],
  };
}

const iso = (at: number) => new Date(at).toISOString();

function summaryOf(times: number | null, minutes: number): string {
  if (times === null) return `History has no figures of it in the last ${DAYS} days.`;
  const often =
    times === 0 ? 'It would not have fired.' : `It would have fired ${times === 1 ? 'once' : `${times} times`}.`;
  return `${often} Figures of ${durationText(minutes)} of the last ${DAYS} days.`;
}

/** Whole minutes, as two words at most: `2 days 4 h`, `3 h 5 min`. */
export function durationText(minutes: number): string {
  const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24, minutes % 60];
  const parts = [
    days > 0 ? `${days} ${days === 1 ? 'day' : 'days'}` : null,
    hours > 0 ? `${hours} h` : null,
    rest > 0 && days === 0 ? `${rest} min` : null,
  ];
  return parts.filter((part) => part !== null).join(' ') || '0 min';
}
