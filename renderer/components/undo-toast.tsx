import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';

/** Says what was done and offers to take it back while it still can be. */
export function toastWithUndo(done: string, undo: () => Promise<void>, seconds = 10): void {
  const id = notifications.show({
    autoClose: seconds * 1_000,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{done}</Text>
        <Button
          variant="light"
          flex="none"
          onClick={() => {
            notifications.hide(id);
            undo().catch(toastProblem);
          }}
        >
          Undo
        </Button>
      </Group>
    ),
  });
}

export function toast(message: string): void {
  notifications.show({ message });
}

export function toastProblem(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  notifications.show({ color: 'orange', title: 'That did not work', message, autoClose: 12_000, role: 'alert' });
}
