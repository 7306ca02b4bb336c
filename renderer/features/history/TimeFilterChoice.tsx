import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { fromTimeField, toTimeField } from '../../components/local-time-field.ts';
import { TIME_PRESETS, type TimeFilter } from './history-filter.ts';

interface TimeFilterChoiceProps {
  value: TimeFilter;
  onChange: (time: TimeFilter) => void;
}

/** A span that ends now, or two moments of local time. */
export function TimeFilterChoice({ value, onChange }: TimeFilterChoiceProps) {
  const between = value.kind === 'between' ? value : { from: null, to: null };
  const [from, setFrom] = useState(() => toTimeField(between.from));
  const [to, setTo] = useState(() => toTimeField(between.to));
  const reversed = from !== '' && to !== '' && from > to;
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (reversed) return;
    const [start, end] = [fromTimeField(from), fromTimeField(to)];
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
