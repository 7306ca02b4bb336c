import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';

const DISMISS = { closeButtonProps: { 'aria-label': 'Dismiss' } } as const;

/** Says what was done and offers to take it back while it still can be. */
export function toastWithUndo(done: string, undo: () => Promise<void>, seconds = 10): void {
  const id = notifications.show({
    ...DISMISS,
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
  notifications.show({ ...DISMISS, message });
}

export function toastProblem(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  notifications.show({
    ...DISMISS,
    color: 'orange',
    title: 'That did not work',
    message,
    autoClose: 12_000,
    role: 'alert',
  });
}
