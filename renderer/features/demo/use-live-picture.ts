import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { DEMO_SOURCE } from '../../../native/contract/http/demo.ts';
import type { HistoryItem } from '../../../native/contract/http/history.ts';
import { addressOf, call } from '../../api/client.ts';
import { usePace } from '../../api/events.ts';
import { KEYS } from '../../api/queries.ts';
import { useSubscribed } from '../../components/seen.tsx';

export interface LivePicture {
  item: HistoryItem;
  src: string;
}

/** The newest result that has a picture: the very newest may be without for some 100 ms. */
const LOOKED_AT = 4;

/** `large`: the picture as it came where it was kept, else its thumbnail. */
function sourceOf(item: HistoryItem, large: boolean): string | null {
  const params = { id: item.inference_id };
  const [image, thumbnail] = [
    item.has_image ? addressOf('getImage', { params }) : null,
    item.has_thumbnail ? addressOf('getThumbnail', { params }) : null,
  ];
  return large ? (image ?? thumbnail) : (thumbnail ?? image);
}

/**
 * The newest picture of the demo line with its result, at most every `everyMs`, while the line runs. It is loaded before it
 * is answered, so that picture and boxes change together; until then the one before stays.
 */
export function useLivePicture(isOn: boolean, everyMs: number, large: boolean): LivePicture | null {
  const queryKey = [...KEYS.latest, 'demo'];
  const pace = usePace(queryKey, isOn ? ['demo', 'picture', 'history'] : ['demo', 'history'], everyMs);
  const { data } = useQuery({
    queryKey,
    subscribed: useSubscribed(queryKey),
    queryFn: ({ signal }) => call('listInferences', { query: { source: DEMO_SOURCE, limit: LOOKED_AT }, signal }),
    refetchInterval: isOn ? pace : false,
    retry: false,
    staleTime: 0,
  });
  const [shown, setShown] = useState<LivePicture | null>(null);
  const newest = data?.items.find((item) => sourceOf(item, large) !== null);
  const src = newest === undefined ? null : sourceOf(newest, large);
  const isEmpty = data !== undefined && data.items.length === 0;
  const latest = useRef({ newest, isEmpty });
  latest.current = { newest, isEmpty };

  useEffect(() => {
    if (isEmpty) setShown(null);
    const item = latest.current.newest;
    if (src === null || item === undefined) return;
    const picture = new Image();
    picture.src = src;
    picture.decode().then(
      () => {
        if (latest.current.isEmpty) return;
        setShown((before) =>
          before !== null && before.item.inference_id > item.inference_id ? before : { item, src },
        );
      },
      // What cannot be decoded, or was removed meanwhile, is passed over: the next one comes.
      () => {},
    );
  }, [src, isEmpty]);
  return shown;
}
