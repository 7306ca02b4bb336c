import { Button, Group } from '@mantine/core';
import { IconBoxOff, IconPhotoScan } from '@tabler/icons-react';
import { Link } from 'wouter';
import { DEFAULT_IMAGE_LIMITS } from '../../../native/contract/messages.ts';
import { useConnection } from '../../api/queries.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { useModelState } from './DetectHeader.tsx';
import { FORMATS } from './image-files.ts';
import { chooseFolder, chooseImages } from './intake.ts';
import { ModelKnows } from './ModelKnows.tsx';

const mod = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl';
const LIMITS = `${DEFAULT_IMAGE_LIMITS.max_bytes / 2 ** 20} MiB and ${DEFAULT_IMAGE_LIMITS.max_pixels / 1e6} megapixels`;

function NoModel() {
  const connection = useConnection();
  const error = connection.state === 'connected' ? connection.status.load_error : null;
  return (
    <EmptyState
      icon={<IconBoxOff size={40} stroke={1.2} className="quiet" aria-hidden />}
      title="A model finds the objects, and none is loaded"
      text={error === null ? 'Load an ONNX file of a YOLO detector. It takes a few seconds.' : error.detail}
    >
      <Button component={Link} href="/models">
        Load a model
      </Button>
    </EmptyState>
  );
}

/** The page before the first image: what can be dropped here, and how else it gets in. */
export function EmptyDetect() {
  return (
    <div className="detect-empty">
      {useModelState().state === 'none' ? (
        <NoModel />
      ) : (
        <EmptyState
          icon={<IconPhotoScan size={40} stroke={1.2} className="quiet" aria-hidden />}
          title="Images, folders of images, or a picture from the clipboard"
          text={`${FORMATS}, each up to ${LIMITS}. Results are kept in history; nothing leaves this machine.`}
        >
          <Group gap="lg" className="quiet">
            <button type="button" className="detect-way" onClick={chooseImages}>
              <kbd>{mod}</kbd> <kbd>O</kbd> Choose images
            </button>
            <button type="button" className="detect-way" onClick={chooseFolder}>
              Choose a folder
            </button>
            <span>
              <kbd>{mod}</kbd> <kbd>V</kbd> Paste
            </span>
          </Group>
          <ModelKnows />
        </EmptyState>
      )}
    </div>
  );
}
