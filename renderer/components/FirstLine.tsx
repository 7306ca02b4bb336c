import { Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** The first line of every page: its question answered in a sentence, and what can be done here. */
export function FirstLine({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <Group justify="space-between" wrap="nowrap" gap="md" component="header">
      <Title order={1} textWrap="balance">
        {children}
      </Title>
      {actions !== undefined && (
        <Group gap="sm" wrap="nowrap">
          {actions}
        </Group>
      )}
    </Group>
  );
}
