import { TextInput } from '@mantine/core';
import type { MetricsListenerState } from '../../../native/contract/http/settings.ts';
import { NumberSetting } from './NumberSetting.tsx';
import { SettingRow } from './SettingRow.tsx';
import { SettingsSection } from './SettingsSection.tsx';
import type { FormAccess } from './use-settings-form.ts';

export function PortSettings({ form, listening }: { form: FormAccess; listening: number }) {
  return (
    <SettingsSection id="port" title="App port" note={`The console listens on port ${listening} now.`}>
      <NumberSetting field="port" form={form} min={1} max={65_535} />
    </SettingsSection>
  );
}

function now(listener: MetricsListenerState): string {
  switch (listener.state) {
    case 'off':
      return 'There is none now.';
    case 'listening':
      return `Scrapers are answered at ${listener.url} now.`;
    case 'failed':
      return `Scrapers are not answered: ${listener.reason}`;
  }
}

/** The second listener, which tells figures to Prometheus on other machines and in containers. */
export function MetricsListenerSettings({ form, listener }: { form: FormAccess; listener: MetricsListenerState }) {
  const text = (field: 'metrics_host' | 'metrics_hosts', placeholder: string) => (
    <SettingRow
      field={field}
      changed={form.isChanged(field)}
      error={form.errors[field]}
      wide={field === 'metrics_hosts'}
    >
      {(ids) => (
        <TextInput
          {...ids}
          value={form.values[field]}
          onChange={(event) => form.change({ [field]: event.currentTarget.value })}
          placeholder={placeholder}
          spellCheck={false}
          error={form.errors[field] !== undefined}
        />
      )}
    </SettingRow>
  );
  return (
    <SettingsSection
      id="metrics"
      title="Metrics for other machines"
      note={`A second listener with /metrics and /health alone, for Prometheus elsewhere. ${now(listener)}`}
    >
      {text('metrics_host', 'none')}
      <NumberSetting field="metrics_port" form={form} min={1} max={65_535} />
      {text('metrics_hosts', 'host.docker.internal')}
    </SettingsSection>
  );
}
