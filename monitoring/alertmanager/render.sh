#!/bin/sh
# Writes the configuration of Alertmanager to standard output: routes and inhibition as they are, receivers from the
# environment. A channel whose variable is absent or empty is left out, so that nothing is sent to nowhere.
#
#   VIGIL_SLACK_WEBHOOK, VIGIL_SLACK_CHANNEL     Slack: incoming webhook
#   VIGIL_SMTP_SMARTHOST (host:port), VIGIL_SMTP_FROM, VIGIL_SMTP_TO, VIGIL_SMTP_USER, VIGIL_SMTP_PASSWORD,
#   VIGIL_SMTP_TLS (false: plain text)           e-mail
#   VIGIL_PAGERDUTY_KEY                          PagerDuty: routing key of an Events v2 integration
#   VIGIL_WEBHOOK_URL                            any HTTP server: gets every alert
#   VIGIL_PAGERDUTY_URL                          another address for PagerDuty events, for a proxy
set -eu

# A YAML single-quoted scalar. Line breaks have no place in any of these values.
quote() {
  printf "'%s'" "$(printf '%s' "$1" | tr -d '\r\n' | sed "s/'/''/g")"
}

slack() {
  [ -n "${VIGIL_SLACK_WEBHOOK:-}" ] || return 0
  cat <<YAML
    slack_configs:
      - api_url: $(quote "$VIGIL_SLACK_WEBHOOK")
        channel: $(quote "${VIGIL_SLACK_CHANNEL:-#alerts}")
        send_resolved: true
        title: '[{{ .Status | toUpper }}] {{ .CommonLabels.alertname }}'
        text: '{{ range .Alerts }}{{ .Annotations.description }}{{ "\n" }}{{ end }}'
YAML
}

mail() {
  [ -n "${VIGIL_SMTP_SMARTHOST:-}" ] && [ -n "${VIGIL_SMTP_TO:-}" ] || return 0
  cat <<YAML
    email_configs:
      - to: $(quote "$VIGIL_SMTP_TO")
        from: $(quote "${VIGIL_SMTP_FROM:-vigil@localhost}")
        smarthost: $(quote "$VIGIL_SMTP_SMARTHOST")
        require_tls: $([ "${VIGIL_SMTP_TLS:-true}" = false ] && echo false || echo true)
        send_resolved: true
YAML
  [ -z "${VIGIL_SMTP_USER:-}" ] || cat <<YAML
        auth_username: $(quote "$VIGIL_SMTP_USER")
        auth_password: $(quote "${VIGIL_SMTP_PASSWORD:-}")
YAML
}

pagerduty() {
  [ -n "${VIGIL_PAGERDUTY_KEY:-}" ] || return 0
  cat <<YAML
    pagerduty_configs:
      - routing_key: $(quote "$VIGIL_PAGERDUTY_KEY")
        severity: '{{ .CommonLabels.severity }}'
        send_resolved: true
YAML
  [ -z "${VIGIL_PAGERDUTY_URL:-}" ] || echo "        url: $(quote "$VIGIL_PAGERDUTY_URL")"
}

webhook() {
  [ -n "${VIGIL_WEBHOOK_URL:-}" ] || return 0
  cat <<YAML
    webhook_configs:
      - url: $(quote "$VIGIL_WEBHOOK_URL")
        send_resolved: true
YAML
}

cat <<'YAML'
global:
  resolve_timeout: 5m

route:
  receiver: dashboard
  group_by: [alertname, component]
  group_wait: 10s
  group_interval: 1m
  repeat_interval: 4h
  routes:
    # What a rule asks to be mailed whatever its severity; it goes on to the routes of its severity, too.
    - receiver: mail
      matchers: ['notify = email']
      continue: true
    - receiver: critical
      matchers: ['severity = critical']
      repeat_interval: 1h
    - receiver: drift-alerts
      matchers: ['severity = warning', 'component = drift']
    - receiver: warning
      matchers: ['severity = warning']
    # For the dashboard only.
    - receiver: dashboard
      matchers: ['severity = info']

# Inhibition, made by `npm run rules` from native/alerts/rules/inhibition.ts. Edit there.
inhibit_rules:
  - source_matchers: ['alertname = ServiceDown']
    target_matchers: ['alertname =~ "DetectorDown|ModelNotLoaded|LowInferenceRate|ModelQueueBacklog|HighLatency|HighTailLatency|SlowAPIResponse|SlowInference|CriticalInferenceLatency|HighErrorRate|CriticalErrorRate|EvidentlyDatasetDrift|EvidentlyHighDriftShare|EvidentlyCriticalDriftShare|EvidentlyHighFeatureDrift|DriftDetected|NewClass|HighPSI|CriticalPSI|HighKLDivergence|CriticalKLDivergence|LowModelAccuracy|AbnormalBrightnessDark|AbnormalBrightnessBright|DataQualityMissingValues|DataQualityUnreadableImages"']
    equal: [instance]
  - source_matchers: ['alertname = DetectorDown']
    target_matchers: ['alertname =~ "LowInferenceRate|ModelQueueBacklog|CriticalInferenceLatency|SlowInference|HighLatency|HighTailLatency|CriticalErrorRate|HighErrorRate"']
    equal: [instance]
  - source_matchers: ['alertname = ModelNotLoaded']
    target_matchers: ['alertname =~ "LowInferenceRate|CriticalErrorRate|HighErrorRate"']
    equal: [instance]
  - source_matchers: ['alertname = CriticalInferenceLatency']
    target_matchers: ['alertname =~ "SlowInference|HighLatency|HighTailLatency"']
    equal: [instance]
  - source_matchers: ['alertname = ModelQueueBacklog']
    target_matchers: ['alertname =~ "SlowInference|HighLatency"']
    equal: [instance]
  - source_matchers: ['alertname = SlowInference']
    target_matchers: ['alertname =~ "HighLatency"']
    equal: [instance]
  - source_matchers: ['alertname = CriticalErrorRate']
    target_matchers: ['alertname =~ "HighErrorRate"']
    equal: [instance]
  - source_matchers: ['alertname = EvidentlyCriticalDriftShare']
    target_matchers: ['alertname =~ "EvidentlyDatasetDrift|EvidentlyHighDriftShare"']
    equal: [instance]
  - source_matchers: ['alertname = EvidentlyCriticalDriftShare']
    target_matchers: ['alertname =~ "CriticalPSI|CriticalKLDivergence|HighPSI|HighKLDivergence|EvidentlyHighFeatureDrift|DriftDetected"']
    equal: [instance]
  - source_matchers: ['alertname = EvidentlyDatasetDrift']
    target_matchers: ['alertname =~ "EvidentlyHighDriftShare|HighPSI|HighKLDivergence|EvidentlyHighFeatureDrift|DriftDetected"']
    equal: [instance]
  - source_matchers: ['alertname = CriticalPSI']
    target_matchers: ['alertname =~ "CriticalKLDivergence|HighPSI|HighKLDivergence|EvidentlyHighFeatureDrift|DriftDetected"']
    equal: [instance, feature]
  - source_matchers: ['alertname = CriticalKLDivergence']
    target_matchers: ['alertname =~ "HighPSI|HighKLDivergence|EvidentlyHighFeatureDrift|DriftDetected"']
    equal: [instance, feature]
  - source_matchers: ['alertname = HighPSI']
    target_matchers: ['alertname =~ "HighKLDivergence"']
    equal: [instance, feature]
# End of inhibition.

receivers:
  - name: dashboard
YAML
webhook
echo '  - name: mail'
mail
echo '  - name: warning'
slack
webhook
echo '  - name: drift-alerts'
slack
webhook
echo '  - name: critical'
slack
mail
pagerduty
webhook
