import { divide, increase, isLike, rate, scale, sum } from '../expression/types.ts';
import { MINUTE, PERCENT, rulesOf } from './types.ts';

const WINDOW = 5 * MINUTE;
const shareOf = (status: string) =>
  scale(
    100,
    divide(sum(rate('api_requests_total', WINDOW, isLike('status', status))), sum(rate('api_requests_total', WINDOW))),
  );

export const ERRORS = rulesOf('errors', [
  {
    // 001 counts every request that failed; whoever's fault. 004 has a rule of the same name over 5xx alone: see below.
    name: 'HighErrorRate',
    requirement: 'D2 (001)',
    severity: 'warning',
    component: 'api',
    expression: shareOf('4..|5..'),
    comparator: '>',
    threshold: 5,
    unit: '%',
    digits: 1,
    for_s: 5 * MINUTE,
    series: 'errors',
    bounds: PERCENT,
    summary: 'Many requests fail',
    description: '{value} of all requests fail, by whoever’s fault; {threshold} are allowed.',
    runbook: {
      means:
        'The share of requests answered with a status from 400 on over five minutes: unreadable images, wrong parameters, a full queue, failures of the console.',
      look: 'System, for the addresses and their statuses, then the log of component `http` for the codes.',
      act: 'For statuses below 500 mend the program that asks. For others see CriticalErrorRate.',
    },
  },
  {
    // 002 (error rate > 1 %, critical) and HighErrorRate of 004 (5xx, 1 %, 2m, critical). Not the rule of 001, since
    // errors of callers are left out.
    name: 'CriticalErrorRate',
    requirement: 'D3 (002), D5 (004, as HighErrorRate)',
    severity: 'critical',
    component: 'api',
    expression: shareOf('5..'),
    comparator: '>',
    threshold: 1,
    unit: '%',
    digits: 1,
    for_s: 2 * MINUTE,
    series: 'errors',
    bounds: PERCENT,
    summary: 'The console fails at requests',
    description: '{value} of all requests fail by the fault of the console; {threshold} are allowed.',
    runbook: {
      means:
        'The share of requests answered with a status from 500 on over five minutes: no model, time-outs, detectors that die, a full disk.',
      look: '`model_errors_total` by type and the log; the alerts DetectorDown and ModelNotLoaded say the two most common causes.',
      act: 'Mend what the code of the error names. `internal` is a mistake of Vigil: please report it with its request id.',
    },
  },
  {
    name: 'HighRiskSecurityEvent',
    requirement: 'G2 (004)',
    severity: 'critical',
    component: 'security',
    expression: increase('security_high_risk_events_total', WINDOW),
    comparator: '>',
    threshold: 0,
    digits: 0,
    for_s: 0,
    keep_firing_for_s: 5 * MINUTE,
    bounds: { min: 0, max: 1e6 },
    summary: 'A request looked like an attack',
    description: 'Requests with a risk above 0.8 that were turned away within five minutes: {value}.',
    runbook: {
      means:
        'Requests with a foreign Host or origin, or with `..` in their path, were turned away. Nothing has got through.',
      look: '`GET /v1/security/events`, for what was asked, when, and from where.',
      act: 'Close the page or program that did it. If it is a tool of your own under another name, allow that name with `--allow-host`.',
    },
  },
]);
