import { IconPencil } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { EFFECT_WORDS, FIELD_WORDS } from './field-words.ts';
import type { FieldName } from './settings-form.ts';

export interface ControlIds {
  id: string;
  'aria-describedby': string;
  'aria-invalid': boolean;
}

/**
 * One setting: its name, what it does, its control, when a change takes effect, and what is wrong with what was typed.
 * `wide` puts the control under the words.
 */
export function SettingRow({
  field,
  changed,
  error,
  wide = false,
  group = false,
  children,
}: {
  field: FieldName;
  changed: boolean;
  error: string | undefined;
  wide?: boolean;
  /** The control is a group of its own, which no label can point to. */
  group?: boolean;
  children: (ids: ControlIds) => ReactNode;
}) {
  const id = useId();
  const { label, does, effect } = FIELD_WORDS[field];
  const title = (
    <>
      {label}
      {changed && (
        <span className="setting-changed">
          <IconPencil size={12} stroke={1.8} aria-hidden /> changed
        </span>
      )}
    </>
  );
  return (
    <div className="setting" data-changed={changed || undefined} data-wide={wide || undefined}>
      <div className="setting-words">
        {group ? (
          <span className="setting-label" id={`${id}-label`}>
            {title}
          </span>
        ) : (
          <label className="setting-label" htmlFor={id}>
            {title}
          </label>
        )}
        <p id={`${id}-words`}>
          {does} <span className="setting-effect">{EFFECT_WORDS[effect]}.</span>
        </p>
      </div>
      <div
        className="setting-control"
        {...(group && { role: 'group', 'aria-labelledby': `${id}-label`, 'aria-describedby': `${id}-words` })}
      >
        {children({ id, 'aria-describedby': `${id}-words ${id}-error`, 'aria-invalid': error !== undefined })}
      </div>
      <p className="setting-error" id={`${id}-error`} role="alert">
        {error}
      </p>
    </div>
  );
}
