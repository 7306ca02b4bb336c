import { DriftConfig } from '../../native/contract/drift.ts';
import { evidentlyColumn, evidentlyReport } from '../../native/drift/evidently/compare.ts';
import { checkDrift } from '../../native/drift/verdict/check.ts';
import { NO_ALARMS, observeVerdict } from '../../native/drift/verdict/confirmation.ts';
import type { Window } from '../../native/drift/verdict/window.ts';

export const CONFIG = DriftConfig.parse({});

/** The windows of one check; `end` is the number of images seen. */
export interface Check {
  reference: Window;
  current: Window;
  end: number;
}

/** Takes one check after the other and answers which rules raise an alarm: of the data set, or of one feature. */
export type Watch = (check: Check) => Record<Rule, boolean>;

export const RULES = ['confirmed', 'feature', 'single', 'evidently'] as const;
export type Rule = (typeof RULES)[number];

/** An answer of each rule. */
export const forRules = <Value>(answer: (rule: Rule) => Value): Record<Rule, Value> => ({
  confirmed: answer('confirmed'),
  feature: answer('feature'),
  single: answer('single'),
  evidently: answer('evidently'),
});

/**
 * The console's own verdict with and without its second window, its alarm of the feature `about` (of any where none is
 * named), and Evidently's default on the same samples, embeddings left out: its test of those draws random numbers.
 */
export function startWatch(about: string | null = null): Watch {
  let alarms = NO_ALARMS;
  return ({ reference, current, end }) => {
    const verdict = checkDrift(reference, current, CONFIG);
    alarms = observeVerdict(alarms, verdict, { end, size: CONFIG.current_size, config: CONFIG });
    const columns = Object.keys(reference.features).map((name) =>
      evidentlyColumn(name, reference.features[name] ?? [], current.features[name] ?? []),
    );
    return {
      confirmed: alarms.dataset.phase.phase === 'confirmed',
      feature: Object.entries(alarms.features).some(
        ([name, { phase }]) => phase.phase === 'confirmed' && (about === null || name === about),
      ),
      single: verdict.dataset_drift === true,
      evidently: evidentlyReport(columns).dataset_drift,
    };
  };
}
