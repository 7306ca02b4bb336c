import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** The middle of a page that has nothing to show yet: what is missing, and what to do about it. */
export function EmptyState({
  title,
  text,
  icon,
  children,
}: {
  title: string;
  text: string;
  icon?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <Stack align="center" justify="center" gap="md" flex={1} p="xl" ta="center">
      {icon}
      <Title order={2}>{title}</Title>
      <Text className="quiet" maw={520}>
        {text}
      </Text>
      {children}
    </Stack>
  );
}
