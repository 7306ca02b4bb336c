import { type RefObject, useEffect } from 'react';

/**
 * Says of a thumbnail that does not come that it is missing. In the document itself, since a
 * state for each of thousands of pictures would cost more than it says.
 */
export function useMissingPictures(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const node = scroller.current;
    if (node === null) return;
    const onError = ({ target }: Event) => {
      if (!(target instanceof HTMLImageElement)) return;
      target.hidden = true;
      target.parentElement?.setAttribute('data-missing', 'true');
    };
    // Errors of pictures do not bubble.
    node.addEventListener('error', onError, true);
    return () => node.removeEventListener('error', onError, true);
  }, [scroller]);
}
