import './drop-overlay.css';
import { Button, Loader } from '@mantine/core';
import { IconPhotoDown } from '@tabler/icons-react';
import { countingText, takeDrop, useIntake } from './intake.ts';
import { useWindowDrop } from './use-window-intake.ts';

interface DropOverlayProps {
  /** Takes what is dropped; stable. */
  take?: (transfer: DataTransfer) => void;
  what?: string;
}

/** Over the whole window: while files hang over it, and while dropped folders are counted. */
export function DropOverlay({ take = takeDrop, what = 'Images and folders of images' }: DropOverlayProps) {
  const over = useWindowDrop(take);
  const intake = useIntake();
  if (intake.state === 'counting') {
    return (
      <div className="drop-overlay" role="status">
        <Loader size="sm" />
        <strong>{countingText(intake.images)}</strong>
        <Button variant="default" onClick={intake.stop}>
          Cancel
        </Button>
      </div>
    );
  }
  return over ? (
    <div className="drop-overlay drop-overlay-over">
      <IconPhotoDown size={48} stroke={1.2} aria-hidden />
      <strong>Drop to detect objects</strong>
      <small>{what}</small>
    </div>
  ) : null;
}
