import type { ChannelConfig, JsonRequest, Message } from './types.ts';
import { sentenceOf, titleOf } from './wording.ts';

export const PAGERDUTY_API = 'https://events.pagerduty.com/v2/enqueue';
const LONGEST_SUMMARY = 1_024;

/**
 * An event of the Events API v2, which takes one alert each: the first of the message. The key is that of the alert, so
 * that a repeated `trigger` makes no second incident and `resolve` ends the right one.
 */
export function pagerdutyRequest(
  { told, origin }: Message,
  { key, api }: Extract<ChannelConfig, { name: 'pagerduty' }>,
): JsonRequest {
  const [one] = told;
  if (one === undefined) throw new Error('A message tells of at least one alert.');
  const { alert, to } = one;
  const dedup_key = `vigil/${origin.installation}/${alert.id}`;
  const common = {
    routing_key: key,
    dedup_key,
    client: 'Vigil',
    ...(origin.url !== null && { client_url: origin.url }),
  };
  if (to === 'resolved') return { url: api, headers: {}, body: { ...common, event_action: 'resolve' } };
  const { name, severity, component, labels, value, threshold, unit, runbook, fired_at, started_at } = alert;
  const payload = {
    summary: titleOf(one).slice(0, LONGEST_SUMMARY),
    source: origin.machine,
    severity,
    timestamp: fired_at ?? started_at,
    component,
    class: name,
    custom_details: { description: sentenceOf(one), labels, value, threshold, unit, runbook },
  };
  return { url: api, headers: {}, body: { ...common, event_action: 'trigger', payload } };
}
