import { Group, Kbd, Modal, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { closeShortcuts, SHORTCUTS, useShortcutsOpen } from './shortcuts.ts';

export function ShortcutsOverlay() {
  return (
    <Modal opened={useShortcutsOpen()} onClose={closeShortcuts} title="Keyboard shortcuts" size="lg">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        {SHORTCUTS.map((group) => (
          <Stack key={group.title} gap="xs" component="section">
            <Title order={3}>{group.title}</Title>
            {group.keys.map(({ keys, does }) => (
              <Group key={does} justify="space-between" wrap="nowrap">
                <Text size="sm">{does}</Text>
                <Group gap={4} wrap="nowrap">
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </Group>
              </Group>
            ))}
          </Stack>
        ))}
      </SimpleGrid>
    </Modal>
  );
}
