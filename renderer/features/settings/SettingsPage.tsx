import './settings.css';
import { Skeleton } from '@mantine/core';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import type { SettingsResponse } from '../../../native/contract/http/settings.ts';
import { useSettings } from '../../api/queries.ts';
import { FirstLine } from '../../components/FirstLine.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useReconnect } from '../models/use-reconnect.ts';
import { AboutSection } from './AboutSection.tsx';
import { AppearanceSettings } from './AppearanceSettings.tsx';
import { GoalSettings, ProviderSettings, ThresholdSettings } from './DetectionSettings.tsx';
import { useLeaveGuard } from './leave-guard.tsx';
import { PendingNotes } from './PendingNotes.tsx';
import { MetricsListenerSettings, PortSettings } from './PortSettings.tsx';
import { SaveBar } from './SaveBar.tsx';
import { DataFolder, RetentionSettings } from './StorageSettings.tsx';
import { useSaveSettings } from './save-settings.ts';
import { settingsSentence } from './settings-sentence.ts';
import { useSettingsForm } from './use-settings-form.ts';

/** `/settings/providers` and the like show that section. */
function useShownSection(): void {
  const [location] = useLocation();
  const section = location.split('/')[2];
  useEffect(() => {
    if (section !== undefined) document.getElementById(section)?.scrollIntoView({ block: 'start' });
  }, [section]);
}

function Loaded({ response }: { response: SettingsResponse }) {
  const form = useSettingsForm(response);
  useShownSection();
  const { mutate, isPending } = useSaveSettings();
  const { parsed, changed } = form;
  const save = () => {
    if (!parsed.ok || changed.length === 0 || isPending) return;
    mutate({ settings: parsed.settings, former: response.settings, count: changed.length });
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      save();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  return (
    <>
      <FirstLine>{settingsSentence(response)}</FirstLine>
      <PendingNotes response={response} />
      <div className="settings-columns">
        <ThresholdSettings form={form} />
        <ProviderSettings form={form} />
        <GoalSettings form={form} />
        <RetentionSettings form={form} maxBytes={response.settings.retention.max_bytes} />
        <DataFolder folder={response.data_folder} />
        <PortSettings form={form} listening={response.listening_port} />
        <MetricsListenerSettings form={form} listener={response.metrics_listener} />
        <AppearanceSettings />
        <AboutSection settings={response} />
      </div>
      <SaveBar form={form} saving={isPending} onSave={save} />
    </>
  );
}

/** What can be set, what each setting does and when it holds. */
export function SettingsPage() {
  const settings = useSettings();
  useReconnect(settings.refetch);
  useLeaveGuard();
  return (
    <div className="page settings-page">
      {settings.data !== undefined ? (
        <Loaded response={settings.data} />
      ) : settings.error !== null ? (
        <>
          <FirstLine>The settings could not be asked for</FirstLine>
          <ProblemNote error={settings.error} onRetry={() => void settings.refetch()} />
          <AppearanceSettings />
        </>
      ) : (
        <>
          <FirstLine>Asking the console for its settings</FirstLine>
          <div className="settings-columns" aria-busy="true">
            <Skeleton height={260} />
            <Skeleton height={320} />
            <Skeleton height={200} />
          </div>
        </>
      )}
    </div>
  );
}
