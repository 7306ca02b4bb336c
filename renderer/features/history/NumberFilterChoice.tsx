import { Button, Group, NumberInput, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';

interface NumberField {
  label: string;
  value: number | null;
}

interface NumberFilterChoiceProps {
  fields: readonly NumberField[];
  max?: number;
  step: number;
  /** Digits after the point. */
  digits: number;
  onChange: (values: (number | null)[]) => void;
}

/** One or two numbers, each of which may stay open. */
export function NumberFilterChoice({ fields, max, step, digits, onChange }: NumberFilterChoiceProps) {
  const [values, setValues] = useState<readonly (number | null)[]>(() => fields.map(({ value }) => value));
  const [low, high] = values;
  const reversed = low != null && high != null && low > high;
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (!reversed) onChange([...values]);
  };
  return (
    <form onSubmit={apply}>
      <Stack gap="sm">
        <Group gap="sm" align="flex-start" wrap="nowrap">
          {fields.map(({ label }, at) => (
            <NumberInput
              key={label}
              label={label}
              w={110}
              min={0}
              {...(max === undefined ? {} : { max })}
              step={step}
              decimalScale={digits}
              value={values[at] ?? ''}
              error={reversed && at === 1 ? 'Less than the least' : undefined}
              onChange={(next) => setValues(values.with(at, typeof next === 'number' ? next : null))}
            />
          ))}
        </Group>
        <Button type="submit" variant="default" disabled={reversed}>
          Show these
        </Button>
      </Stack>
    </form>
  );
}
