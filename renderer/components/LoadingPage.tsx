import { Skeleton, Stack } from '@mantine/core';

export function LoadingPage() {
  return (
    <Stack p="lg" gap="md" aria-busy="true" aria-label="Loading">
      <Skeleton height={22} width={320} />
      <Skeleton height={180} />
      <Skeleton height={180} />
    </Stack>
  );
}
