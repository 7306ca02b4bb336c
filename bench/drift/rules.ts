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

/** Takes one check after the other and answers which rules raise an alarm for the data set. */
export type Watch = (check: Check) => Record<Rule, boolean>;

export const RULES = ['confirmed', 'single', 'evidently'] as const;
export type Rule = (typeof RULES)[number];

/** The console's own verdict with and without its second window, and Evidently's default on the same samples. */
export function startWatch(): Watch {
  let alarms = NO_ALARMS;
  return ({ reference, current, end }) => {
    const verdict = checkDrift(reference, current, CONFIG);
    alarms = observeVerdict(alarms, verdict, { end, size: CONFIG.current_size, config: CONFIG });
    const columns = Object.keys(reference.features).map((name) =>
      evidentlyColumn(name, reference.features[name] ?? [], current.features[name] ?? []),
    );
    return {
      confirmed: alarms.dataset.phase.phase === 'confirmed',
      single: verdict.dataset_drift === true,
      evidently: evidentlyReport(columns).dataset_drift,
    };
  };
}
