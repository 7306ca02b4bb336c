import type { SettingsResponse } from '../../../native/contract/http/settings.ts';
import { settingsDraft, useSettingsDraft } from './settings-draft.ts';
import {
  changedFields,
  type FieldErrors,
  type FieldName,
  type FormChanges,
  type ParsedForm,
  parseForm,
  type SettingsForm,
  toForm,
} from './settings-form.ts';

/** What a setting's control needs of the form. */
export interface FormAccess {
  values: SettingsForm;
  errors: FieldErrors;
  changed: readonly FieldName[];
  parsed: ParsedForm;
  isChanged: (field: FieldName) => boolean;
  change: (change: FormChanges) => void;
}

/** The saved settings with the changes of this page over them, validated by the contract at every key. */
export function useSettingsForm({ settings }: SettingsResponse): FormAccess {
  const changes = useSettingsDraft();
  const saved = toForm(settings);
  const values = { ...saved, ...changes };
  const parsed = parseForm(values, settings);
  const changed = changedFields(changes, saved);
  return {
    values,
    errors: parsed.ok ? {} : parsed.errors,
    changed,
    parsed,
    isChanged: (field) => changed.includes(field),
    change: (change) => settingsDraft.change(change, saved),
  };
}
