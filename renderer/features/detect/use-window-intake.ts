import { useEffect, useState } from 'react';
import { belongsToElement } from '../../components/image-stage/stage-keys.ts';
import { stepImage } from './detect-queue.ts';
import { chooseImagesThen, takePaste } from './intake.ts';

const carriesFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true;

/** Hands over what is dropped anywhere in the window; answers whether files hang over it now. Pass a stable function. */
export function useWindowDrop(take: (transfer: DataTransfer) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Enter and leave come for every element that is crossed; only their balance says whether the window is left.
    let depth = 0;
    const leave = () => {
      depth = 0;
      setOver(false);
    };
    const onEnter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth++;
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (carriesFiles(event) && --depth <= 0) leave();
    };
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    };
    const onDrop = (event: DragEvent) => {
      if (!carriesFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      leave();
      take(event.dataTransfer);
    };
    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDrop);
    };
  }, [take]);
  return over;
}

/** Ctrl/Cmd+O chooses images, Ctrl/Cmd+V pastes; `taken` is called once there are some. Pass a stable function. */
export function useIntakeKeys(taken: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.shiftKey) return;
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'o') return;
      event.preventDefault();
      chooseImagesThen(taken);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (event.clipboardData === null || !takePaste(event.clipboardData)) return;
      event.preventDefault();
      taken();
    };
    window.addEventListener('keydown', onKey);
    window.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener('paste', onPaste);
    };
  }, [taken]);
}

const HERE = () => {};

/** The keys of the page: those of the intake, and the left and right arrows to go through the list. */
export function useDetectKeys(): void {
  useIntakeKeys(HERE);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.shiftKey || event.ctrlKey || event.metaKey) return;
      if (belongsToElement(event.target, event.key)) return;
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      event.preventDefault();
      stepImage(event.key === 'ArrowLeft' ? -1 : 1);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
