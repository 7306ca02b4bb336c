import { Button } from '@mantine/core';
import { IconEraser } from '@tabler/icons-react';
import { useState } from 'react';
import { toastProblem } from '../../components/undo-toast.tsx';
import { clearDemo } from './demo-actions.ts';

/** Takes every result of the line out of history, with undo. */
export function ClearButton({ disabled }: { disabled: boolean }) {
  const [busy, setBusy] = useState(false);
  const clear = () => {
    setBusy(true);
    clearDemo()
      .catch(toastProblem)
      .finally(() => setBusy(false));
  };
  return (
    <Button
      variant="subtle"
      color="gray"
      leftSection={<IconEraser size={16} stroke={1.7} aria-hidden />}
      loading={busy}
      disabled={disabled}
      onClick={clear}
    >
      Clear demo results
    </Button>
  );
}
