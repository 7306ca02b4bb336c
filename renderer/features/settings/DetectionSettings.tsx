import { Radio } from '@mantine/core';
import { CANDIDATE_FLOOR } from '../../../native/contract/candidates.ts';
import { Settings } from '../../../native/contract/http/settings.ts';
import { NumberSetting } from './NumberSetting.tsx';
import { ProviderOrder } from './ProviderOrder.tsx';
import { SettingRow } from './SettingRow.tsx';
import { SettingsSection } from './SettingsSection.tsx';
import type { FormAccess } from './use-settings-form.ts';

export function ThresholdSettings({ form }: { form: FormAccess }) {
  return (
    <SettingsSection
      id="thresholds"
      title="Thresholds"
      note={`Every candidate above ${CANDIDATE_FLOOR} is kept with its result: these are a view and never cost a new run.`}
    >
      <NumberSetting field="conf" form={form} step={0.05} decimals={2} min={0.05} max={1} />
      <NumberSetting field="iou" form={form} step={0.05} decimals={2} min={0} max={1} />
      <NumberSetting field="max_det" form={form} step={10} min={1} max={1_000} />
    </SettingsSection>
  );
}

export function ProviderSettings({ form }: { form: FormAccess }) {
  return (
    <SettingsSection id="providers" title="Execution providers">
      <SettingRow field="providers" changed={form.isChanged('providers')} error={form.errors.providers} wide group>
        {() => <ProviderOrder order={form.values.providers} onChange={(providers) => form.change({ providers })} />}
      </SettingRow>
    </SettingsSection>
  );
}

const GOALS: readonly { value: Settings['goal']; label: string; does: string }[] = [
  {
    value: 'latency',
    label: 'Latency',
    does: 'One image is done as soon as possible; for single pictures and cameras.',
  },
  {
    value: 'throughput',
    label: 'Throughput',
    does: 'Most images a second, each of them a little later; for folders and many callers.',
  },
];

export function GoalSettings({ form }: { form: FormAccess }) {
  return (
    <SettingsSection id="goal" title="Use of the processor">
      <SettingRow field="goal" changed={form.isChanged('goal')} error={form.errors.goal} wide group>
        {() => (
          <Radio.Group
            aria-label="Goal"
            value={form.values.goal}
            onChange={(value) => form.change({ goal: Settings.shape.goal.parse(value) })}
          >
            <div className="setting-choices">
              {GOALS.map(({ value, label, does }) => (
                <Radio key={value} value={value} label={label} description={does} size="xs" />
              ))}
            </div>
          </Radio.Group>
        )}
      </SettingRow>
    </SettingsSection>
  );
}
