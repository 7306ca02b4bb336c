import type { Command } from '../../app/commands.ts';
import { plural } from '../../components/format.ts';
import { ALL_CLASSES } from '../../components/image-stage/class-filter.ts';
import { toastWithUndo } from '../../components/undo-toast.tsx';
import { detectQueue } from './detect-queue.ts';
import { detectView } from './detect-view.ts';
import { chooseFolder, chooseImages } from './intake.ts';

/** Empties the list, which costs no result: those stay in history, and the list itself can be brought back. */
export function clearList(): void {
  const { current } = detectView.get();
  const cleared = detectQueue.clear();
  if (cleared.length === 0) return;
  detectView.show(null);
  toastWithUndo(`${plural(cleared.length, 'image')} cleared from the list. Results stay in history.`, async () => {
    detectQueue.restore(cleared);
    detectView.show(current);
  });
}

/** What the page adds to the command palette. */
export const DETECT_COMMANDS: readonly Command[] = [
  { id: 'detect.images', label: 'Choose images', description: 'Detect objects in files', run: chooseImages },
  { id: 'detect.folder', label: 'Choose a folder', description: 'Every image of a folder', run: chooseFolder },
  { id: 'detect.pause', label: 'Pause sending', description: 'Finish what is under way', run: detectQueue.pause },
  { id: 'detect.resume', label: 'Resume sending', description: 'Go on after a pause', run: detectQueue.resume },
  { id: 'detect.cancel', label: 'Cancel the batch', description: 'Stop within one image', run: detectQueue.cancel },
  {
    id: 'detect.retry',
    label: 'Retry what failed',
    description: 'Send failed images again',
    run: () => detectQueue.retryAll('failed'),
  },
  {
    id: 'detect.reset',
    label: 'Reset thresholds',
    description: 'Back to the confidence and overlap of the settings',
    run: detectView.resetThresholds,
  },
  {
    id: 'detect.classes',
    label: 'Show all classes',
    description: 'Take the class filter away',
    run: () => detectView.changeFilter(() => ALL_CLASSES),
  },
  {
    id: 'detect.boxes',
    label: 'Hide or show the boxes',
    description: 'The picture by itself',
    run: () => detectView.setShowBoxes(!detectView.get().showBoxes),
  },
  { id: 'detect.clear', label: 'Clear the list', description: 'Results stay in history', run: clearList },
];
