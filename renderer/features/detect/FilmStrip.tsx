import './film-strip.css';
import { Loader } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconClock } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useEffect, useId, useRef } from 'react';
import { formatCount, plural } from '../../components/format.ts';
import { countShown } from '../../components/image-stage/view.ts';
import { useQueue } from './detect-queue.ts';
import { detectView, useDetectView } from './detect-view.ts';
import { Thumbnail } from './Thumbnail.tsx';
import type { ItemStatus, QueueItem } from './upload-state.ts';

const FRAME_WIDTH = 120;

const icon = { size: 20, stroke: 1.6, 'aria-hidden': true } as const;

function Picture({ item: { file, status } }: { item: QueueItem }) {
  switch (status.state) {
    case 'waiting':
      return <IconClock {...icon} className="quiet" />;
    case 'sending':
      return <Loader size={18} />;
    case 'failed':
      return <IconAlertTriangle {...icon} className="film-failed" />;
    case 'cancelled':
      return <IconBan {...icon} className="quiet" />;
    case 'done':
      return <Thumbnail file={file} outcome={status.outcome} />;
  }
}

function useBadge(status: ItemStatus): string {
  const thresholds = useDetectView('settled');
  const filter = useDetectView('filter');
  const most = useDetectView('maxDetections');
  switch (status.state) {
    case 'done':
      return formatCount(countShown(status.outcome.packed, thresholds, filter, most));
    case 'sending':
      return 'detecting';
    default:
      return status.state;
  }
}

/** The end of a name tells images of one series apart. */
const SHORT = 12;
function shortName(name: string): string {
  const dot = name.lastIndexOf('.');
  const stem = dot > 0 ? name.slice(0, dot) : name;
  return stem.length <= SHORT ? stem : `…${stem.slice(1 - SHORT)}`;
}

interface FrameProps {
  item: QueueItem;
  id: string;
  at: number;
  of: number;
  current: boolean;
  start: number;
}

const Frame = memo(function Frame({ item, id, at, of, current, start }: FrameProps) {
  const badge = useBadge(item.status);
  const said = item.status.state === 'done' ? plural(Number(badge.replaceAll(',', '')), 'object') : badge;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the listbox, which has the focus
    // biome-ignore lint/a11y/useFocusableInteractive: the listbox names its active option instead
    <div
      id={id}
      className="film-frame"
      role="option"
      aria-selected={current}
      aria-setsize={of}
      aria-posinset={at + 1}
      title={item.path}
      data-state={item.status.state}
      style={{ transform: `translateX(${start}px)` }}
      onClick={() => detectView.show(item.id)}
    >
      <span className="visually-hidden">
        {item.file.name}, {said}
      </span>
      <div className="film-picture">
        <Picture item={item} />
      </div>
      <div className="film-caption" aria-hidden>
        <span>{shortName(item.file.name)}</span>
        <span className="quiet">{badge}</span>
      </div>
    </div>
  );
});

/** All images of the list in a row, to go through with the arrow keys. Only those in sight exist. */
export function FilmStrip() {
  const items = useQueue((state) => state.items);
  const current = useDetectView('current');
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const frames = useVirtualizer({
    count: items.length,
    horizontal: true,
    getScrollElement: () => scroller.current,
    estimateSize: () => FRAME_WIDTH,
    overscan: 4,
  });
  const first = items[0]?.id ?? 0;
  const at = current === null ? -1 : current - first;

  useEffect(() => {
    if (at >= 0) frames.scrollToIndex(at);
  }, [at, frames]);

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.key === 'Home' ? items[0] : event.key === 'End' ? items.at(-1) : undefined;
    if (target === undefined) return;
    event.preventDefault();
    detectView.show(target.id);
  };

  return (
    <div
      ref={scroller}
      className="film-strip"
      role="listbox"
      aria-label="Images"
      aria-orientation="horizontal"
      aria-activedescendant={at >= 0 ? `${prefix}-${current}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ width: frames.getTotalSize(), position: 'relative', height: '100%' }}>
        {frames.getVirtualItems().map(({ index, start }) => {
          const item = items[index];
          return item === undefined ? null : (
            <Frame
              key={item.id}
              item={item}
              id={`${prefix}-${item.id}`}
              at={index}
              of={items.length}
              current={item.id === current}
              start={start}
            />
          );
        })}
      </div>
    </div>
  );
}
