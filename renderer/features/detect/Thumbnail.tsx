import { IconPhotoOff } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { fitInto, thumbnails } from './thumbnail-cache.ts';
import type { Outcome } from './upload-state.ts';
import { usePreview } from './use-preview.ts';

/** Frame of a thumbnail, CSS pixels. */
const FRAME = { width: 104, height: 64 };

/** A picture made small in this window, while it is in sight; the console's own where the browser cannot decode it. */
export function Thumbnail({ file, outcome }: { file: File; outcome: Outcome }) {
  const { width, height } = outcome;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [source, setSource] = useState<'file' | 'console' | 'none'>('file');
  const preview = usePreview(outcome, source === 'console');
  const shown = fitInto({ width, height }, FRAME);

  useEffect(() => {
    let gone = false;
    const ratio = Math.min(2, window.devicePixelRatio);
    const pixels = fitInto({ width, height }, { width: FRAME.width * ratio, height: FRAME.height * ratio });
    thumbnails.get({ file, ...pixels }).then(
      (bitmap) => {
        const node = canvas.current;
        if (gone || node === null) return;
        node.width = bitmap.width;
        node.height = bitmap.height;
        node.getContext('2d')?.drawImage(bitmap, 0, 0);
      },
      () => gone || setSource('console'),
    );
    return () => {
      gone = true;
    };
  }, [file, width, height]);

  if (source === 'file') return <canvas ref={canvas} width={1} height={1} style={shown} aria-hidden />;
  if (source === 'console' && preview !== null) {
    return <img src={preview} alt="" {...shown} loading="lazy" draggable={false} onError={() => setSource('none')} />;
  }
  return <IconPhotoOff size={22} stroke={1.5} className="quiet" aria-hidden />;
}
