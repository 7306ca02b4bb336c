import { IconPhotoOff } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { fitInto, thumbnails } from './thumbnail-cache.ts';

/** Frame of a thumbnail, CSS pixels. */
const FRAME = { width: 104, height: 64 };

/** A picture made small in this window, while it is in sight. */
export function Thumbnail({ file, width, height }: { file: File; width: number; height: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
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
      () => gone || setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, [file, width, height]);

  if (failed) return <IconPhotoOff size={22} stroke={1.5} className="quiet" aria-hidden />;
  return <canvas ref={canvas} width={1} height={1} style={shown} aria-hidden />;
}
