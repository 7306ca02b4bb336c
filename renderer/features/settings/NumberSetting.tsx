import { NumberInput } from '@mantine/core';
import { SettingRow } from './SettingRow.tsx';
import type { FieldName } from './settings-form.ts';
import type { FormAccess } from './use-settings-form.ts';

type NumberField = Extract<FieldName, 'port' | 'metrics_port' | 'conf' | 'iou' | 'max_det' | 'max_age_days' | 'max_gb'>;

/** A setting that is a number. What is typed is not bent into range: the message under it says what is wrong. */
export function NumberSetting({
  field,
  form,
  unit,
  step = 1,
  decimals = 0,
  min,
  max,
}: {
  field: NumberField;
  form: FormAccess;
  unit?: string;
  step?: number;
  /** How many digits the console keeps of it; 0 for whole numbers. */
  decimals?: number;
  /** Where the arrows stop. */
  min: number;
  max?: number;
}) {
  return (
    <SettingRow field={field} changed={form.isChanged(field)} error={form.errors[field]}>
      {(ids) => (
        <NumberInput
          {...ids}
          className="setting-number"
          value={form.values[field]}
          onChange={(value) => form.change({ [field]: value })}
          step={step}
          min={min}
          {...(max !== undefined && { max })}
          decimalScale={decimals}
          allowDecimal={decimals > 0}
          allowNegative={false}
          clampBehavior="none"
          {...(unit !== undefined && { suffix: ` ${unit}` })}
          error={form.errors[field] !== undefined}
        />
      )}
    </SettingRow>
  );
}
