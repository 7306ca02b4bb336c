import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type RefObject, useEffect, useState } from 'react';

const TYPING_MS = 250;

interface SearchFieldProps {
  /** What the list is searched for now. */
  value: string;
  onChange: (value: string) => void;
  field: RefObject<HTMLInputElement | null>;
}

/** Search in image names, which waits until the fingers rest. */
export function SearchField({ value, onChange, field }: SearchFieldProps) {
  const [text, setText] = useState(value);
  // The address may change under the field: back, a removed chip, reset.
  useEffect(() => setText(value), [value]);
  const search = useDebouncedCallback((next: string) => onChange(next.trim()), TYPING_MS);
  const set = (next: string) => {
    setText(next);
    search(next);
  };
  return (
    <TextInput
      ref={field}
      className="history-search"
      type="search"
      aria-label="Search image names"
      aria-keyshortcuts="/"
      placeholder="Search names"
      maxLength={200}
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSection={
        text === '' ? (
          <kbd aria-hidden>/</kbd>
        ) : (
          <CloseButton size="xs" aria-label="Empty the search" onClick={() => set('')} />
        )
      }
      value={text}
      onChange={(event) => set(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        if (text === '') event.currentTarget.blur();
        else set('');
      }}
    />
  );
}
