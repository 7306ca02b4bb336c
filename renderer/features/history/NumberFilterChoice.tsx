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

const toNumber = (text: number | string): number | null =>
  text === '' || Number.isNaN(Number(text)) ? null : Number(text);

/** One or two numbers, each of which may stay open. */
export function NumberFilterChoice({ fields, max, step, digits, onChange }: NumberFilterChoiceProps) {
  // As typed: "0." is on its way to a number and must stay in its field.
  const [typed, setTyped] = useState<readonly (number | string)[]>(() => fields.map(({ value }) => value ?? ''));
  const values = typed.map(toNumber);
  const [low, high] = values;
  const reversed = low != null && high != null && low > high;
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (!reversed) onChange(values);
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
              clampBehavior="strict"
              value={typed[at] ?? ''}
              error={reversed && at === 1 ? 'Less than the least' : undefined}
              onChange={(next) => setTyped(typed.with(at, next))}
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
