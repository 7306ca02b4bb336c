import type { ChannelConfig, JsonRequest, Message } from './types.ts';
import { annotationsOf, prometheusLabels } from './wording.ts';

/** An alert is told again so often, as by Prometheus: an Alertmanager that starts anew may have forgotten it. */
export const REFRESH_MS = 60_000;
/** How long an Alertmanager believes that an alert goes on when it hears no more. */
const BELIEVED_MS = 5 * REFRESH_MS;

/** `POST /api/v2/alerts`. The same labels are the same alert there, so that a repetition changes nothing. */
export function alertmanagerRequest(
  { told, origin, at }: Omit<Message, 'id'>,
  { api }: Extract<ChannelConfig, { name: 'alertmanager' }>,
): JsonRequest {
  const body = told.map((one) => {
    const startsAt = one.alert.fired_at ?? one.alert.started_at;
    const end = one.to === 'resolved' ? one.alert.resolved_at : null;
    return {
      labels: prometheusLabels(one, origin),
      annotations: annotationsOf(one),
      startsAt,
      endsAt: end ?? new Date(at + BELIEVED_MS).toISOString(),
      ...(origin.url !== null && { generatorURL: `${origin.url}/alerts` }),
    };
  });
  return { url: `${api.replace(/\/+$/, '')}/api/v2/alerts`, headers: {}, body };
}
