import type { ChannelConfig, JsonRequest, Message } from './types.ts';
import { annotationsOf, prometheusLabels } from './wording.ts';

/**
 * How long an Alertmanager believes that an alert goes on when it hears no more. It is told once, not over and over as
 * Prometheus does, so this must outlast any alert that is looked after; it is told of the end as soon as that comes.
 */
const BELIEVED_MS = 7 * 24 * 60 * 60_000;

/** `POST /api/v2/alerts`. The same labels are the same alert there, so that a repetition changes nothing. */
export function alertmanagerRequest(
  { told, origin }: Message,
  { api }: Extract<ChannelConfig, { name: 'alertmanager' }>,
): JsonRequest {
  const body = told.map((one) => {
    const startsAt = one.alert.fired_at ?? one.alert.started_at;
    const end = one.to === 'resolved' ? one.alert.resolved_at : null;
    return {
      labels: prometheusLabels(one, origin),
      annotations: annotationsOf(one),
      startsAt,
      endsAt: end ?? new Date(Date.parse(startsAt) + BELIEVED_MS).toISOString(),
      ...(origin.url !== null && { generatorURL: `${origin.url}/alerts` }),
    };
  });
  return { url: `${api.replace(/\/+$/, '')}/api/v2/alerts`, headers: {}, body };
}
