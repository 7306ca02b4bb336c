import { createHash } from 'node:crypto';
import type { ChannelConfig, JsonRequest, Message } from './types.ts';
import { annotationsOf, prometheusLabels } from './wording.ts';

/** What Alertmanager writes where an alert has no end. */
const NO_END = '0001-01-01T00:00:00Z';

/**
 * The payload of Alertmanager's webhook receiver, version 4, so that whatever takes that takes this. `Idempotency-Key` is
 * the id of the message: a receiver that has seen it can drop it.
 */
export function webhookRequest(message: Message, { url }: Extract<ChannelConfig, { name: 'webhook' }>): JsonRequest {
  const { told, origin } = message;
  const alerts = told.map((one) => {
    const labels = prometheusLabels(one, origin);
    return {
      status: one.to,
      labels,
      annotations: annotationsOf(one),
      startsAt: one.alert.fired_at ?? one.alert.started_at,
      endsAt: one.to === 'resolved' ? (one.alert.resolved_at ?? NO_END) : NO_END,
      generatorURL: origin.url === null ? '' : `${origin.url}/alerts`,
      fingerprint: fingerprintOf(labels),
    };
  });
  const body = {
    version: '4',
    groupKey: `vigil/${origin.installation}`,
    truncatedAlerts: 0,
    status: told.some(({ to }) => to === 'firing') ? 'firing' : 'resolved',
    receiver: 'vigil',
    groupLabels: {},
    commonLabels: inCommon(alerts.map(({ labels }) => labels)),
    commonAnnotations: inCommon(alerts.map(({ annotations }) => annotations)),
    externalURL: origin.url ?? '',
    alerts,
  };
  return { url, headers: { 'idempotency-key': message.id }, body };
}

function inCommon([first = {}, ...others]: readonly Record<string, string>[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((other) => other[name] === value)),
  );
}

/** The same 16 hexadecimal digits for the same labels. */
function fingerprintOf(labels: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16);
}
