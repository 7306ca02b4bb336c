import type { AppDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';

type AlertRoutes =
  | 'alerts'
  | 'acknowledgeAlert'
  | 'unacknowledgeAlert'
  | 'silences'
  | 'addSilence'
  | 'endSilence'
  | 'alertRules'
  | 'alertRule'
  | 'putAlertRule'
  | 'previewAlertRule';

export function alertHandlers({ alerts }: AppDeps): Pick<Handlers, AlertRoutes> {
  return {
    alerts: ({ query }) => alerts.list(query),
    acknowledgeAlert: ({ params, body }) => alerts.acknowledge(params.id, body),
    unacknowledgeAlert: ({ params }) => alerts.unacknowledge(params.id),
    silences: () => alerts.silences(),
    addSilence: ({ body }) => alerts.addSilence(body),
    endSilence: ({ params }) => alerts.endSilence(params.id),
    alertRules: () => ({ rules: alerts.rules() }),
    alertRule: ({ params }) => alerts.rule(params.name),
    putAlertRule: ({ params, body }) => alerts.setRule(params.name, body),
    previewAlertRule: ({ params, body }) => alerts.preview(params.name, body),
  };
}
