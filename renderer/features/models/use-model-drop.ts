import { useEffect, useState } from 'react';
import { takeModelFiles } from './load-jobs.ts';

const carriesFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true;

/** Takes a model dropped anywhere in the window; answers whether files hang over it now. */
export function useModelDrop(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Enter and leave come for every element that is crossed; only their balance says whether the window is left.
    let depth = 0;
    const listeners = new AbortController();
    const listen = (type: 'dragenter' | 'dragleave' | 'dragover' | 'drop', take: (event: DragEvent) => void) =>
      window.addEventListener(
        type,
        (event) => {
          if (!carriesFiles(event)) return;
          event.preventDefault();
          take(event);
        },
        { signal: listeners.signal },
      );
    listen('dragenter', () => {
      depth++;
      setOver(true);
    });
    listen('dragleave', () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    });
    listen('dragover', ({ dataTransfer }) => {
      if (dataTransfer !== null) dataTransfer.dropEffect = 'copy';
    });
    listen('drop', ({ dataTransfer }) => {
      depth = 0;
      setOver(false);
      takeModelFiles([...(dataTransfer?.files ?? [])]);
    });
    return () => listeners.abort();
  }, []);
  return over;
}
