import { Button, PasswordInput, Select, Textarea, TextInput } from '@mantine/core';
import { type ChannelField, SECURITY_CHOICES } from './channel-fields.ts';

interface FieldProps {
  field: ChannelField;
  text: string;
  onChange: (text: string) => void;
  error: string | undefined;
}

/** One field that can be read again. */
export function PlainInput({ field: { label, kind, does, placeholder, needed }, text, onChange, error }: FieldProps) {
  const props = { size: 'xs', label, description: does, placeholder, error, withAsterisk: needed === true } as const;
  if (kind === 'security') {
    return <Select {...props} data={SECURITY_CHOICES} value={text} onChange={(value) => onChange(value ?? '')} />;
  }
  const words = { ...props, value: text, autoComplete: 'off', spellCheck: false } as const;
  if (kind === 'list') {
    return (
      <Textarea
        {...words}
        className="channel-wide"
        autosize
        minRows={2}
        maxRows={8}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...words}
      {...(kind === 'number' && { inputMode: 'numeric' })}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface SecretProps extends FieldProps {
  isSet: boolean;
  /** Saving the other changes would make the console forget it. */
  isForgotten: boolean;
  onClear: () => void;
}

/** A field that can be set and never read: what is set stays in the console. */
export function SecretInput({ field, text, onChange, error, isSet, isForgotten, onClear }: SecretProps) {
  const { label, does, placeholder, needed } = field;
  const state = !isSet ? 'Not set.' : isForgotten ? '' : 'Set. Enter a new one to replace it.';
  return (
    <div className="channel-secret">
      <PasswordInput
        size="xs"
        label={label}
        description={`${does} ${state}`.trim()}
        placeholder={isSet ? 'set' : placeholder}
        withAsterisk={needed === true}
        value={text}
        error={error}
        aria-invalid={error !== undefined}
        // No password of the reader's own, and none to be offered to keep.
        autoComplete="new-password"
        data-1p-ignore
        spellCheck={false}
        visibilityToggleButtonProps={{
          'aria-label': `Show what is typed as ${label}`,
          tabIndex: 0,
          'aria-hidden': false,
        }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {isSet && (
        <Button variant="default" aria-label={`Clear ${label}`} onClick={onClear}>
          Clear
        </Button>
      )}
      {isForgotten && (
        <p className="channel-warning" role="alert">
          It was made for the address that is set, and is forgotten with the new one: enter it again.
        </p>
      )}
    </div>
  );
}
