import type { Alert } from '../../../contract/http/alerts.ts';
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

export function alertHandlers({ alerts, news }: AppDeps): Pick<Handlers, AlertRoutes> {
  const told = (alert: Alert) => {
    news.alert(alert);
    return alert;
  };
  return {
    alerts: ({ query }) => alerts.list(query),
    acknowledgeAlert: ({ params, body }) => told(alerts.acknowledge(params.id, body)),
    unacknowledgeAlert: ({ params }) => told(alerts.unacknowledge(params.id)),
    silences: () => alerts.silences(),
    addSilence: ({ body }) => alerts.addSilence(body),
    endSilence: ({ params }) => alerts.endSilence(params.id),
    alertRules: () => ({ rules: alerts.rules() }),
    alertRule: ({ params }) => alerts.rule(params.name),
    putAlertRule: ({ params, body }) => alerts.setRule(params.name, body),
    previewAlertRule: ({ params, body }) => alerts.preview(params.name, body),
  };
}
