import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../../components/ProblemNote.tsx';

interface ConfirmDialogProps {
  title: string;
  /** What will be lost. */
  text: string;
  /** What the button says that does it. */
  doIt: string;
  /** A refusal is shown, and the dialog stays. */
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ title, text, doIt, onConfirm, onClose }: ConfirmDialogProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      onClose();
    } catch (cause) {
      setError(cause);
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={title} size={460} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="channel-confirm">
        <p>{text}</p>
        {error !== null && <ProblemNote error={error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button loading={busy} onClick={() => void confirm()}>
            {doIt}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
