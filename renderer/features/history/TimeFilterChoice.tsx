import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { TIME_PRESETS, type TimeFilter } from './history-filter.ts';

/** ISO 8601 as the local time that a date field holds, to the second. */
function toField(iso: string | null): string {
  if (iso === null) return '';
  const moment = new Date(iso);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

const fromField = (text: string): string | null => (text === '' ? null : new Date(text).toISOString());

interface TimeFilterChoiceProps {
  value: TimeFilter;
  onChange: (time: TimeFilter) => void;
}

/** A span that ends now, or two moments of local time. */
export function TimeFilterChoice({ value, onChange }: TimeFilterChoiceProps) {
  const between = value.kind === 'between' ? value : { from: null, to: null };
  const [from, setFrom] = useState(() => toField(between.from));
  const [to, setTo] = useState(() => toField(between.to));
  const reversed = from !== '' && to !== '' && from > to;
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (reversed) return;
    const [start, end] = [fromField(from), fromField(to)];
    onChange(start === null && end === null ? { kind: 'all' } : { kind: 'between', from: start, to: end });
  };
  return (
    <Stack gap="sm" w={280}>
      <Group gap="xs">
        {TIME_PRESETS.map((preset) => (
          <Button
            key={preset.id}
            size="compact-sm"
            variant={value.kind === 'last' && value.preset.id === preset.id ? 'filled' : 'default'}
            onClick={() => onChange({ kind: 'last', preset })}
          >
            {preset.label}
          </Button>
        ))}
        <Button
          size="compact-sm"
          variant={value.kind === 'all' ? 'filled' : 'default'}
          onClick={() => onChange({ kind: 'all' })}
        >
          All
        </Button>
      </Group>
      <form onSubmit={apply}>
        <Stack gap="sm">
          <TextInput
            type="datetime-local"
            step={1}
            label="From"
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            step={1}
            label="To"
            value={to}
            error={reversed ? 'This is before the beginning' : undefined}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={reversed}>
            Show this span
          </Button>
        </Stack>
      </form>
    </Stack>
  );
}
