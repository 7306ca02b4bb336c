import { Button, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { fromTimeField, toTimeField } from '../../components/local-time-field.ts';
import { type ChartRange, windowOf } from './chart-range.ts';

/** Two moments of local time, at first those that are shown. */
export function CustomRange({ range, onChoose }: { range: ChartRange; onChoose: (range: ChartRange) => void }) {
  const [shown] = useState(() => windowOf(range, Date.now()));
  const [from, setFrom] = useState(() => toTimeField(new Date(shown.from).toISOString()));
  const [to, setTo] = useState(() => toTimeField(new Date(shown.to).toISOString()));
  const isReversed = from !== '' && to !== '' && from >= to;
  const apply = (event: FormEvent) => {
    event.preventDefault();
    const [begin, end] = [fromTimeField(from), fromTimeField(to)];
    if (begin !== null && end !== null && begin < end) onChoose({ kind: 'between', from: begin, to: end });
  };
  return (
    <form onSubmit={apply}>
      <Stack gap="sm" w={220}>
        <TextInput
          type="datetime-local"
          step={1}
          required
          withAsterisk={false}
          label="From"
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          step={1}
          required
          withAsterisk={false}
          label="To"
          value={to}
          error={isReversed ? 'This is not after the beginning' : undefined}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={isReversed}>
          Show this span
        </Button>
      </Stack>
    </form>
  );
}
